// Judge of 16/settle.

use std::time::Duration;

use ch15_tasks::{Task, TaskError, create_task};
use ex16_gather::settle::{Settled, settle};
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Result = std::result::Result<u32, &'static str>;

/// Runs the case with the clock paused.
fn bounded<T: Send + 'static>(case: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("settle to come back");
    run.limit(Duration::from_secs(2)).run(move || case()).output
}

fn task(ms: u64, end: Result) -> Task<u32, &'static str> {
    create_task(Log::new().work("", ms, end))
}

/// What it gave, in words.
fn words(settled: Settled<u32, &'static str>) -> String {
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
    let given = bounded(async || {
        let ends = [Ok(10), Err("no"), Ok(12), Err("never")];
        words(settle(ends.map(|end| task(10, end)).into()).await)
    });
    let right = "values 0: 10, 2: 12; errors 1: no, 3: never";
    assert_answer(
        "of a value, an error, a value and an error",
        given,
        right.to_owned(),
    );
}

#[test]
fn all_are_waited_for_and_the_order_is_that_of_the_tasks() {
    let given = bounded(async || {
        let tasks = [task(30, Ok(1)), task(10, Ok(2)), task(20, Err("no"))];
        (words(settle(tasks.into()).await), now())
    });
    let right = ("values 0: 1, 1: 2; errors 2: no".to_owned(), 30);
    assert_answer("for tasks that end at 30, 10 and 20 ms", given, right);
    let given = bounded(async || {
        let tasks = [
            task(20, Err("a")),
            task(30, Ok(1)),
            task(15, Err("b")),
            task(10, Ok(2)),
        ];
        words(settle(tasks.into()).await)
    });
    let right = "values 1: 1, 3: 2; errors 0: a, 2: b".to_owned();
    assert_answer("for tasks that end at 20, 30, 15 and 10 ms", given, right);
}

#[test]
fn who_was_lost_is_among_the_errors() {
    let given = bounded(async || {
        let cancelled = task(1000, Ok(1));
        cancelled.cancel();
        let panics = create_task(async { panic!("on purpose, so that the judge can look") });
        words(settle(vec![cancelled, panics, task(10, Ok(3))]).await)
    });
    let right = "values 2: 3; errors 0: cancelled, 1: panicked".to_owned();
    assert_answer(
        "of tasks that were cancelled and that panicked",
        given,
        right,
    );
}

#[test]
fn nothing_is_settled_of_nothing() {
    let given = bounded(async || words(settle(Vec::new()).await));
    assert_answer("of no tasks at all", given, "values ; errors ".to_owned());
}

#[test]
fn dropped_it_leaves_the_tasks_alone() {
    let given = bounded(async || {
        let slow = task(30, Ok(1));
        let all = settle(vec![slow.clone()]);
        let early = timeout(10 * MS, all).await.is_err();
        assert!(early, "the answer ended after 10 ms, and its task takes 30");
        sleep(50 * MS).await;
        slow.result()
    });
    let case = "dropped at 10 ms, and asked later what became of a task of 30 ms";
    assert_answer(case, given, Some(Ok(1)));
}
