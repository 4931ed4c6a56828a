// Judge of 16/run_on.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ex16_gather::run_on::{Failure, gather};
use futures::FutureExt;
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::spawn;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Result = std::result::Result<u64, &'static str>;

/// Runs the case with the clock paused.
fn bounded<T: Send + 'static>(case: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("gather to come back");
    run.limit(Duration::from_secs(2)).run(move || case()).output
}

fn nap(log: &Log, ms: u64) -> JoinHandle<Result> {
    spawn(log.work(&format!("the task of {ms} ms"), ms, Ok(ms)))
}

fn fail(ms: u64) -> JoinHandle<Result> {
    spawn(Log::new().work("", ms, Err("no")))
}

fn words(end: std::result::Result<Vec<u64>, Failure<&'static str>>) -> String {
    match end {
        Ok(values) => format!("{values:?}"),
        Err(Failure::Failed(error)) => format!("failed: {error}"),
        Err(Failure::Lost(error)) if error.is_panic() => "a panic".to_owned(),
        Err(Failure::Lost(_)) => "an aborted task".to_owned(),
    }
}

#[test]
fn values_come_in_the_order_of_the_tasks() {
    let given = bounded(async || {
        let log = Log::new();
        words(gather([30, 10, 20].map(|ms| nap(&log, ms)).into()).await)
    });
    assert_answer(
        "for tasks that end after 30, 10 and 20 ms",
        given,
        "[30, 10, 20]".to_owned(),
    );
    let given = bounded(async || words(gather(Vec::new()).await));
    assert_answer("for no tasks at all", given, "[]".to_owned());
}

#[test]
fn the_first_failure_is_heard_at_once() {
    let given = bounded(async || {
        let tasks = vec![nap(&Log::new(), 30), fail(10), fail(20)];
        (words(gather(tasks).await), now())
    });
    let right = ("failed: no".to_owned(), 10);
    assert_answer(
        "asked when it heard that the second one failed at 10 ms",
        given,
        right.clone(),
    );
    let given = bounded(async || {
        let mut tasks: Vec<_> = (0..39).map(|_| nap(&Log::new(), 30)).collect();
        tasks.push(fail(10));
        (words(gather(tasks).await), now())
    });
    assert_answer(
        "asked when it heard that the last of forty failed at 10 ms",
        given,
        right,
    );
}

#[test]
fn after_a_failure_the_others_run_on() {
    let log = Log::new();
    let inside = log.clone();
    bounded(async move || {
        let _ = gather(vec![fail(10), nap(&inside, 30)]).await;
        sleep(100 * MS).await;
    });
    assert!(
        log.has("the task of 30 ms ends at 30"),
        "when a task of 10 ms failed, the answer let the other one end early; it is to run on for its 30 ms"
    );
}

#[test]
fn lost_tasks_are_failures() {
    let given = bounded(async || {
        let panics: JoinHandle<Result> =
            spawn(async { panic!("on purpose, so that the judge can look") });
        let end = AssertUnwindSafe(gather(vec![nap(&Log::new(), 30), panics]))
            .catch_unwind()
            .await;
        end.map(words).ok()
    });
    let given = given.expect("when a task panics, the answer panicked as well; a panic of a task is a failure to be given");
    assert_answer("when a task panics", given, "a panic".to_owned());
    let given = bounded(async || {
        let aborted = nap(&Log::new(), 1000);
        aborted.abort();
        words(gather(vec![aborted]).await)
    });
    assert_answer(
        "when a task was aborted",
        given,
        "an aborted task".to_owned(),
    );
}

#[test]
fn dropped_it_aborts_who_has_not_ended() {
    let log = Log::new();
    let inside = log.clone();
    bounded(async move || {
        let all = gather([10, 20, 30].map(|ms| nap(&inside, ms)).into());
        assert!(
            timeout(15 * MS, all).await.is_err(),
            "the answer ended after 15 ms, and one of its tasks takes 30"
        );
        sleep(100 * MS).await;
    });
    let mut late = log.lines();
    late.retain(|line| line.ends_with("ends at 20") || line.ends_with("ends at 30"));
    let late = late.join(", ");
    assert!(
        late.is_empty(),
        "dropped after 15 ms, the answer let its tasks run on: {late}"
    );
}
