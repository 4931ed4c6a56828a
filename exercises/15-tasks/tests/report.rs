// Judge of 15/report.

use std::thread;
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
    let run = Paused::judging("the watched task");
    let done = run.run(move || async move {
        let output = case(inside).await;
        sleep(1000 * MS).await;
        output
    });
    let unexpected = |told: &&String| !told.contains("on purpose");
    if let Some(told) = done.panics.iter().find(unexpected) {
        panic!("a task of the answer panicked, and nobody looked: {told}");
    }
    (done.output, log.lines())
}

fn watched(log: &Log, ms: u32, result: Result<u32, &'static str>) -> Watched<u32, &'static str> {
    let heard = log.clone();
    let task = async move {
        sleep(ms * MS).await;
        result
    };
    let here = thread::current().id();
    watch(task, move |words| {
        if thread::current().id() == here {
            heard.note(format_args!("{words} at {}", paused::now()));
        } else {
            heard.note(format_args!(
                "{words}, on a thread that is not the runtime's"
            ));
        }
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
    let ((), heard) = reports(|log| async move { drop(watched(&log, 53, Err("no rows"))) });
    assert_answer(
        "for a task whose handle is dropped at once and which fails at 53 ms, asked for the reports",
        heard,
        lines(&["no rows at 53"]),
    );
}

#[test]
fn dropped_on_another_thread_it_reports_as_well() {
    let (dropped, heard) = reports(|log| async move {
        let task = watched(&log, 50, Err("no rows"));
        thread::spawn(move || drop(task)).join().is_ok()
    });
    assert!(
        dropped,
        "the answer panicked when it was dropped on a thread that is not the runtime's"
    );
    assert_answer(
        "for a handle that is dropped on another thread than the runtime's, and whose task fails at 50 ms, asked for the reports",
        heard,
        lines(&["no rows at 50"]),
    );
}

#[test]
fn an_error_that_was_awaited_is_not_reported() {
    let (given, heard) = reports(|log| async move {
        let mut task = watched(&log, 10, Err("no rows"));
        let given = (&mut task).await.ok();
        (given, task.handle.is_none())
    });
    assert_answer(
        "awaited, for a task that fails with \"no rows\", asked for what it gave, and whether `handle` is `None` then",
        given,
        (Some(Err("no rows")), true),
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
        heard[0].contains("panicked") && heard[0].contains("on purpose"),
        "the task panicked with the words \"on purpose\", and the answer reported: {}; right is the text of the JoinError, which says that the task panicked, and in which words",
        heard[0]
    );
}

#[test]
fn a_cancelled_task_has_not_failed() {
    let (aborted, heard) = reports(|log| async move {
        let task = watched(&log, 50, Err("no rows"));
        sleep(10 * MS).await;
        task.handle.as_ref().map(|handle| handle.abort())
    });
    assert!(
        aborted.is_some(),
        "the judge aborts the task through the answer's `handle`, and it is `None` before a result was given"
    );
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
