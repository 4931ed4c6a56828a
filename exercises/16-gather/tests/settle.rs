// Judge of 16/settle.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::time::Duration;

use ch15_tasks::{Task, TaskError, Unretrieved, create_task, with_reporter};
use ex16_gather::settle::{Settled, settle};
use futures::FutureExt;
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Result = std::result::Result<u32, &'static str>;

/// Runs the case with the clock paused. A panic is the answer's, and is told with its case.
#[track_caller]
fn called<T: Send + 'static>(case: &str, program: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("settle to come back");
    let run = run.limit(Duration::from_secs(2));
    let done = run.run(move || AssertUnwindSafe(program()).catch_unwind());
    match done.output {
        Ok(output) => output,
        Err(panic) => panic!("called {case}, the answer panicked: {}", words(panic)),
    }
}

/// What a panic said.
fn words(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "something that is no text".to_owned())
}

fn task(ms: u64, end: Result) -> Task<u32, &'static str> {
    create_task(Log::new().work("", ms, end))
}

/// What it gave, in words.
fn told(settled: Settled<u32, &'static str>) -> String {
    let values = settled
        .values
        .iter()
        .map(|(place, value)| format!("{place}: {value}"));
    let errors = settled.errors.iter().map(|(place, error)| match error {
        TaskError::Failed(error) => format!("{place}: {error}"),
        TaskError::Cancelled(_) => format!("{place}: cancelled"),
        TaskError::Panicked(_) => format!("{place}: panicked"),
    });
    let list = |lines: &mut dyn Iterator<Item = String>| lines.collect::<Vec<_>>().join(", ");
    format!(
        "values {}; errors {}",
        list(&mut values.into_iter()),
        list(&mut errors.into_iter())
    )
}

#[test]
fn values_and_errors_keep_the_places_of_their_tasks() {
    let case = "for a value, an error, a value and an error";
    let given = called(case, async || {
        let ends = [Ok(10), Err("no"), Ok(12), Err("never")];
        told(settle(ends.map(|end| task(10, end)).into()).await)
    });
    let right = "values 0: 10, 2: 12; errors 1: no, 3: never";
    assert_answer(case, given, right.to_owned());
}

#[test]
fn all_are_waited_for_and_the_order_is_that_of_the_tasks() {
    let case = "for tasks that end at 30, 10 and 20 ms, the third with an error";
    let given = called(case, async || {
        let tasks = [task(30, Ok(1)), task(10, Ok(2)), task(20, Err("no"))];
        let settled = told(settle(tasks.into()).await);
        format!("{settled}; at {} ms", now())
    });
    let right = "values 0: 1, 1: 2; errors 2: no; at 30 ms".to_owned();
    assert_answer(case, given, right);
    let case = "for tasks that end at 20, 30, 15 and 10 ms, the first and the third with an error";
    let given = called(case, async || {
        let tasks = [
            task(20, Err("a")),
            task(30, Ok(1)),
            task(15, Err("b")),
            task(10, Ok(2)),
        ];
        told(settle(tasks.into()).await)
    });
    let right = "values 1: 1, 3: 2; errors 0: a, 2: b".to_owned();
    assert_answer(case, given, right);
}

#[test]
fn who_was_lost_is_among_the_errors() {
    let case = "for a task that was cancelled, one that panicked, and a value";
    let given = called(case, async || {
        let cancelled = task(1000, Ok(1));
        cancelled.cancel();
        let panics = create_task(async { panic!("on purpose, as an end among others") });
        told(settle(vec![cancelled, panics, task(10, Ok(3))]).await)
    });
    let right = "values 2: 3; errors 0: cancelled, 1: panicked".to_owned();
    assert_answer(case, given, right);
}

#[test]
fn nothing_is_settled_of_nothing() {
    let case = "for no tasks at all";
    let given = called(case, async || told(settle(Vec::new()).await));
    assert_answer(case, given, "values ; errors ".to_owned());
}

#[test]
fn dropped_it_leaves_the_tasks_alone() {
    let (early, given) = called("and dropped at 10 ms", async || {
        let slow = task(30, Ok(1));
        let all = settle(vec![slow.clone()]);
        let early = timeout(10 * MS, all).await.is_ok();
        sleep(50 * MS).await;
        (early, slow.result())
    });
    assert!(
        !early,
        "the answer ended after 10 ms, and its task takes 30"
    );
    let case = "dropped at 10 ms, and asked later what became of a task of 30 ms";
    assert_answer(case, given, Some(Ok(1)));
}

#[test]
fn dropped_it_has_looked_at_no_later_error() {
    let (reports, reported) = mpsc::channel();
    called("and dropped at 10 ms", async move || {
        let report = move |unretrieved: Unretrieved| {
            let _ = reports.send(unretrieved.error);
        };
        let dropped = async {
            let all = settle(vec![task(30, Err("no"))]);
            let _ = timeout(10 * MS, all).await;
            sleep(50 * MS).await;
        };
        with_reporter(report, dropped).await;
    });
    let given: Vec<_> = reported.try_iter().collect();
    let case = "dropped before its task failed, asked what was reported as never looked at";
    assert_answer(case, given, vec!["no".to_owned()]);
}
