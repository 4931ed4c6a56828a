// Judge of 15/report.

use std::time::Duration;

use ex15_tasks::report::{Watched, watch};
use judge::assert_answer;
use paused::{Log, Paused};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// Runs the case on a paused clock and lets a second pass; gives its output beside what was reported, and when.
fn reports<F: Future<Output: Send + 'static>>(
    case: impl FnOnce(Log) -> F + Send + 'static,
) -> (F::Output, Vec<String>) {
    let log = Log::new();
    let inside = log.clone();
    let run = Paused::new().awaiting("the watched task");
    let done = run.run(move || async move {
        let output = case(inside).await;
        sleep(1000 * MS).await;
        output
    });
    (done.output, log.lines())
}

fn watched(log: &Log, ms: u32, result: Result<u32, &'static str>) -> Watched<u32, &'static str> {
    let heard = log.clone();
    let task = async move {
        sleep(ms * MS).await;
        result
    };
    watch(task, move |words| {
        heard.note(format_args!("{words} at {}", paused::now()))
    })
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(ToString::to_string).collect()
}

#[test]
fn a_failure_before_the_drop_is_reported() {
    let ((), heard) = reports(|log| async move {
        let task = watched(&log, 10, Err("no rows"));
        sleep(30 * MS).await;
        drop(task);
    });
    assert_answer(
        "for a task that failed at 10 ms and whose handle is dropped at 30 ms, asked for the reports",
        heard,
        lines(&["no rows at 30"]),
    );
}

#[test]
fn a_failure_after_the_drop_is_reported() {
    let ((), heard) = reports(|log| async move { drop(watched(&log, 50, Err("no rows"))) });
    assert_answer(
        "for a task whose handle is dropped at once and which fails at 50 ms, asked for the reports",
        heard,
        lines(&["no rows at 50"]),
    );
}

#[test]
fn an_error_that_was_awaited_is_not_reported() {
    let (given, heard) = reports(|log| async move {
        let mut task = watched(&log, 10, Err("no rows"));
        (&mut task).await.ok()
    });
    assert_answer(
        "awaited, for a task that fails with \"no rows\"",
        given,
        Some(Err("no rows")),
    );
    assert_answer(
        "asked for the reports of an error that was awaited",
        heard,
        lines(&[]),
    );
}

#[test]
fn an_await_that_was_given_up_has_seen_nothing() {
    let (given, heard) = reports(|log| async move {
        let task = watched(&log, 50, Err("no rows"));
        timeout(20 * MS, task).await.is_err()
    });
    assert!(given, "the answer was ready before its task was");
    assert_answer(
        "for a handle that was awaited for 20 ms, and whose task fails at 50 ms, asked for the reports",
        heard,
        lines(&["no rows at 50"]),
    );
}

#[test]
fn a_value_is_no_failure() {
    let (given, heard) = reports(|log| async move {
        drop(watched(&log, 10, Ok(1)));
        watched(&log, 10, Ok(2)).await.ok()
    });
    assert_answer("awaited, for a task that gives 2", given, Some(Ok(2)));
    assert_answer(
        "asked for the reports of two tasks that gave values",
        heard,
        lines(&[]),
    );
}

#[test]
fn a_panic_is_a_failure() {
    let ((), heard) = reports(|log| async move {
        let panics = async {
            match paused::now() {
                0 => panic!("on purpose"),
                _ => Ok::<(), String>(()),
            }
        };
        drop(watch(panics, move |words| log.note(words)));
    });
    assert_answer(
        "for a task that panics, asked for the number of reports",
        heard.len(),
        1,
    );
    assert!(
        heard[0].contains("on purpose"),
        "the task panicked with the words \"on purpose\", and the answer reported: {}",
        heard[0]
    );
}

#[test]
fn a_cancelled_task_has_not_failed() {
    let ((), heard) = reports(|log| async move {
        let task = watched(&log, 50, Err("no rows"));
        sleep(10 * MS).await;
        task.handle.as_ref().expect("nothing was given yet").abort();
        drop(task);
    });
    assert_answer(
        "for a task that was aborted, asked for the reports",
        heard,
        lines(&[]),
    );
}

#[test]
fn the_task_goes_on_without_its_handle() {
    let ((), did) = reports(|log| async move {
        let work = log.work("task", 50, Ok::<(), String>(()));
        drop(watch(work, move |words| log.note(words)));
    });
    assert_answer(
        "when the handle is dropped of a task that needs 50 ms, asked for what the task did",
        did,
        lines(&["task starts at 0", "task ends at 50"]),
    );
}
