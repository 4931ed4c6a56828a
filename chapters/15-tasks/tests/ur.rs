//! asyncio's promises about errors that nobody retrieves, group UR, and about the end of main.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ch15_tasks::{
    Task, TaskError, Unretrieved, create_cooperative, create_task, supervise, with_reporter,
};
use futures::FutureExt;
use paused::{Log, run};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

fn failing(tag: &'static str) -> Task<(), &'static str> {
    create_task(async move { Err(tag) }).named(tag)
}

/// Runs `main` with reports going to a log, and gives the log's lines, sorted.
fn reports<F: Future<Output: Send + 'static>>(
    main: impl FnOnce() -> F + Send + 'static,
) -> (F::Output, Vec<String>) {
    let log = Log::new();
    let report = log.clone();
    let done = run(move || with_reporter(move |unretrieved| report.note(unretrieved), main()));
    assert_eq!(done.left, 0, "tasks are left");
    (done.output, log.sorted())
}

#[test]
fn ur_01_an_error_nobody_looked_at_is_reported_once() {
    let ((), lines) = reports(|| async {
        let task = failing("ignored");
        let other = task.clone();
        sleep(MS).await;
        drop(task);
        assert!(other.done());
        drop(other);
    });
    assert_eq!(
        lines,
        ["the error of task `ignored` was never retrieved: ignored"]
    );
}

#[test]
fn ur_01_with_the_handle_gone_first_it_is_reported_at_the_end() {
    let ((), lines) = reports(|| async {
        drop(failing("ignored"));
        sleep(MS).await;
    });
    assert_eq!(
        lines,
        ["the error of task `ignored` was never retrieved: ignored"]
    );
}

#[test]
fn ur_02_who_looks_has_retrieved_it() {
    let ((), lines) = reports(|| async {
        let tasks = ["result", "exception", "awaited"].map(failing);
        sleep(MS).await;
        assert!(tasks[0].result().is_some());
        assert!(tasks[1].exception().is_some());
        assert!(tasks[2].clone().await.is_err());
    });
    assert_eq!(lines, [""; 0]);
}

#[test]
fn ur_02_to_ask_whether_it_is_done_is_not_to_look() {
    let ((), lines) = reports(|| async {
        let task = failing("unread");
        assert!(task.result().is_none(), "nothing to look at yet");
        sleep(MS).await;
        assert!(task.done() && !task.cancelled());
        assert_eq!(format!("{task:?}"), r#"<Task finished name="unread">"#);
    });
    assert_eq!(
        lines,
        ["the error of task `unread` was never retrieved: unread"]
    );
}

/// A task that fails when it is asked to stop.
fn fails_at_the_end() -> Task<(), &'static str> {
    create_cooperative(|requests| async move {
        requests.requested().await;
        sleep(5 * MS).await;
        Err(TaskError::Failed("no place to save to"))
    })
    .named("saver")
}

#[test]
fn ur_05_main_gives_its_value_and_what_fails_meanwhile_is_reported_once() {
    let (output, lines) = reports(|| {
        supervise(async {
            let task = fails_at_the_end();
            sleep(MS).await;
            drop(task);
            "main's value"
        })
    });
    assert_eq!(output, "main's value");
    assert_eq!(
        lines,
        ["task `saver` failed during shutdown: no place to save to"]
    );
}

#[test]
fn ur_05_a_handle_that_somebody_keeps_does_not_report_again() {
    let ([task], lines) = reports(|| {
        supervise(async {
            let task = fails_at_the_end();
            sleep(MS).await;
            [task]
        })
    });
    assert!(task.done());
    drop(task);
    assert_eq!(
        lines,
        ["task `saver` failed during shutdown: no place to save to"]
    );
}

#[test]
fn ur_05_leftovers_are_cancelled_and_joined_even_those_made_meanwhile() {
    let log = Log::new();
    let inside = log.clone();
    let ((), lines) = reports(move || async move {
        let seen = inside.clone();
        supervise(async move {
            let plain = inside.work("plain", 1000, Ok::<(), String>(()));
            drop(create_task(plain));
            let (again, late) = (inside.clone(), inside.clone());
            drop(create_cooperative(|requests| async move {
                requests.requested().await;
                sleep(10 * MS).await;
                drop(create_task(late.work("late", 1000, Ok::<(), String>(()))));
                again.note("cleaned up");
                Ok::<(), TaskError<String>>(())
            }));
            sleep(MS).await;
        })
        .await;
        seen.note("supervise is back");
    });
    assert_eq!(lines, [""; 0]);
    assert_eq!(
        log.lines(),
        [
            "plain starts at 0",
            "plain is dropped at 1",
            "cleaned up",
            "supervise is back"
        ]
    );
}

#[test]
fn a_panic_of_main_comes_after_the_shutdown() {
    let log = Log::new();
    let inside = log.clone();
    let words = catch_unwind(AssertUnwindSafe(move || {
        run(move || {
            supervise(async move {
                drop(create_task(inside.work("rest", 1000, Ok::<(), String>(()))));
                sleep(MS).await;
                panic!("main is broken");
            })
        })
    }));
    let words = words.expect_err("main's panic comes through");
    assert_eq!(words.downcast_ref::<&str>(), Some(&"main is broken"));
    assert_eq!(log.lines(), ["rest starts at 0", "rest is dropped at 1"]);
}

#[test]
fn dropped_supervise_asks_everybody_to_stop() {
    let done = run(|| async {
        let mut supervised = Box::pin(supervise(async {
            drop(create_task(pending::<Result<(), String>>()));
            pending::<()>().await;
        }));
        assert!(supervised.as_mut().now_or_never().is_none());
        drop(supervised);
    });
    assert_eq!(done.left, 0);
}

#[test]
fn run_gives_mains_output_and_joins_the_rest() {
    let log = Log::new();
    let inside = log.clone();
    let output = ch15_tasks::run(async move {
        drop(create_cooperative(|requests| async move {
            requests.requested().await;
            tokio::task::yield_now().await;
            inside.note("cleaned up");
            Ok::<(), TaskError<String>>(())
        }));
        42
    });
    assert_eq!((output, log.lines()), (42, vec!["cleaned up".to_owned()]));
}

#[test]
fn a_reporter_gets_the_parts() {
    let (sender, receiver) = std::sync::mpsc::channel();
    run(move || {
        with_reporter(
            move |unretrieved| sender.send(unretrieved).expect("it is heard"),
            async {
                drop(failing("a"));
                sleep(MS).await;
            },
        )
    });
    let right = Unretrieved {
        task: "a".into(),
        error: "a".into(),
        at_shutdown: false,
    };
    assert_eq!(receiver.iter().collect::<Vec<_>>(), [right]);
}
