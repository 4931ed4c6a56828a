// Judge of 15/abort_on_drop.

use std::time::Duration;

use ex15_tasks::abort_on_drop::AbortOnDrop;
use judge::assert_answer;
use paused::{Log, Paused};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// Runs the case on a paused clock, waits until nothing can happen any more, and gives its output beside the log.
fn told<F: Future<Output: Send + 'static>>(
    case: impl FnOnce(Log) -> F + Send + 'static,
) -> (F::Output, Vec<String>) {
    let log = Log::new();
    let inside = log.clone();
    let run = Paused::judging("the task's handle");
    let done = run.run(move || async move {
        let output = case(inside).await;
        sleep(1000 * MS).await;
        output
    });
    (done.output, log.lines())
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(ToString::to_string).collect()
}

#[test]
fn dropped_it_aborts_the_task() {
    let ((), log) = told(|log| async move {
        let tied = AbortOnDrop::new(tokio::spawn(log.work("task", 100, ())));
        sleep(30 * MS).await;
        drop(tied);
    });
    assert_answer(
        "when the handle is dropped at 30 ms of a task that needs 100 ms, asked for what the task did",
        log,
        lines(&["task starts at 0", "task is dropped at 30"]),
    );
}

#[test]
fn awaited_it_gives_the_tasks_output() {
    let (output, log) = told(|log| async move {
        let output = AbortOnDrop::new(tokio::spawn(log.work("task", 100, 7))).await;
        output.map_err(|error| error.to_string())
    });
    assert_answer("for a task that gives 7 after 100 ms", output, Ok(7));
    assert_answer(
        "asked for what that task did",
        log,
        lines(&["task starts at 0", "task ends at 100"]),
    );
}

#[test]
fn dropped_while_it_is_awaited_it_aborts_the_task() {
    let (output, log) = told(|log| async move {
        let tied = AbortOnDrop::new(tokio::spawn(log.work("task", 100, ())));
        timeout(30 * MS, tied).await.is_err()
    });
    assert!(output, "the answer was ready before its task was");
    assert_answer(
        "when a time limit of 30 ms drops the handle that is being awaited, asked for what the task did",
        log,
        lines(&["task starts at 0", "task is dropped at 30"]),
    );
}

#[test]
fn awaited_by_reference_for_a_while_it_is_still_tied() {
    let (output, log) = told(|log| async move {
        let mut tied = AbortOnDrop::new(tokio::spawn(log.work("task", 100, 7)));
        let early = timeout(30 * MS, &mut tied).await.is_err();
        let given = timeout(200 * MS, &mut tied).await;
        let given = given.map(|output| output.map_err(|error| error.to_string()));
        (early, given.map_err(|_| "nothing after 200 ms more"))
    });
    assert_answer(
        "awaited by reference for 30 ms and then again, for a task that gives 7 after 100 ms",
        output,
        (true, Ok(Ok(7))),
    );
    assert_answer(
        "asked for what that task did",
        log,
        lines(&["task starts at 0", "task ends at 100"]),
    );
}

#[test]
fn detached_the_task_goes_on() {
    let (output, log) = told(|log| async move {
        let tied = AbortOnDrop::new(tokio::spawn(log.work("task", 100, 7)));
        sleep(30 * MS).await;
        tied.detach().await.map_err(|error| error.to_string())
    });
    assert_answer(
        "detached at 30 ms, for a task that gives 7 after 100 ms",
        output,
        Ok(7),
    );
    assert_answer(
        "asked for what that task did",
        log,
        lines(&["task starts at 0", "task ends at 100"]),
    );
}

#[test]
fn a_panic_of_the_task_comes_as_an_error() {
    let (output, _) = told(|_| async move {
        let task = async {
            if paused::now() == 0 {
                panic!("on purpose");
            }
        };
        let output = AbortOnDrop::new(tokio::spawn(task)).await;
        output.map_err(|error| error.is_panic())
    });
    assert_answer(
        "for a task that panics, asked whether the error says so",
        output,
        Err(true),
    );
}
