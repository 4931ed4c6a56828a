//! What a task's handles promise.

use std::time::Duration;

use ch15_tasks::{Cancelled, TaskError, create_cooperative, create_task, with_reporter};
use paused::{Log, now, run};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

#[test]
fn many_may_await_one_task() {
    let done = run(|| async {
        let task = create_task(async {
            sleep(20 * MS).await;
            Ok::<_, String>(7)
        });
        let mut other = task.clone();
        let both = tokio::join!(task.clone(), &mut other);
        (both, other.await, task.result(), now())
    });
    let seven = Ok(7);
    assert_eq!(
        done.output,
        (
            (seven.clone(), seven.clone()),
            seven.clone(),
            Some(seven),
            20
        )
    );
}

#[test]
fn cancelled_tasks_are_gone_before_they_are_done() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let task = create_task(inside.work("a", 100, Ok::<(), String>(())));
        sleep(10 * MS).await;
        let accepted = task.cancel_because("enough");
        let (early, count) = (
            format!("{task:?}").contains("cancelling"),
            task.cancelling(),
        );
        let error = task.clone().await;
        (
            accepted,
            early,
            count,
            error,
            task.cancelled(),
            task.cancel(),
        )
    });
    let reason = Some("enough".to_owned());
    let error = Err(TaskError::Cancelled(Cancelled { reason }));
    assert_eq!(done.output, (true, true, 1, error, true, false));
    assert_eq!(log.lines(), ["a starts at 0", "a is dropped at 10"]);
}

#[test]
fn a_cooperative_task_may_refuse() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            let first = requests.run_until_cancelled(sleep(50 * MS)).await;
            let second = requests.run_until_cancelled(sleep(50 * MS)).await;
            Ok::<_, TaskError<String>>((first.is_err(), second.is_err(), requests.uncancel()))
        });
        sleep(10 * MS).await;
        task.cancel();
        task.await
    });
    assert_eq!((done.output, done.took), (Ok((true, false, 0)), 60 * MS));
}

#[test]
fn errors_and_panics_that_nobody_saw_are_reported_once() {
    let log = Log::new();
    let report = log.clone();
    run(move || {
        with_reporter(move |report_of| report.note(report_of), async {
            drop(create_task(async { Err::<(), _>("unseen") }).named("a"));
            drop(
                create_task(async {
                    if now() == 0 {
                        panic!("unseen, too")
                    }
                    Ok::<(), String>(())
                })
                .named("b"),
            );
            create_task(std::future::pending::<Result<(), String>>()).cancel();
            let seen = create_task(async { Err::<(), _>("seen") });
            seen.clone().await.expect_err("it fails");
            sleep(MS).await;
        })
    });
    assert_eq!(
        log.sorted(),
        [
            "the error of task `a` was never retrieved: unseen",
            "the error of task `b` was never retrieved: panicked: unseen, too",
        ]
    );
}
