// Judge of 16/run_on.

use std::any::Any;
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

/// Runs the case with the clock paused. A panic is the answer's, and is told with its case.
#[track_caller]
fn called<T: Send + 'static>(case: &str, program: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("gather to come back");
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

fn nap(log: &Log, ms: u64) -> JoinHandle<Result> {
    spawn(log.work(&format!("the task of {ms} ms"), ms, Ok(ms)))
}

fn fail(ms: u64) -> JoinHandle<Result> {
    spawn(Log::new().work("", ms, Err("no")))
}

/// What it gave, in words, and when: now.
fn told(end: std::result::Result<Vec<u64>, Failure<&'static str>>) -> String {
    let end = match end {
        Ok(values) => format!("{values:?}"),
        Err(Failure::Failed(error)) => format!("the error {error}"),
        Err(Failure::Lost(error)) if error.is_panic() => "a panic".to_owned(),
        Err(Failure::Lost(_)) => "an aborted task".to_owned(),
    };
    format!("{end}, at {} ms", now())
}

#[test]
fn values_come_in_the_order_of_the_tasks() {
    let case = "for tasks that end after 30, 10 and 20 ms";
    let given = called(case, async || {
        let log = Log::new();
        told(gather([30, 10, 20].map(|ms| nap(&log, ms)).into()).await)
    });
    assert_answer(case, given, "[30, 10, 20], at 30 ms".to_owned());
    let case = "for no tasks at all";
    let given = called(case, async || told(gather(Vec::new()).await));
    assert_answer(case, given, "[], at 0 ms".to_owned());
}

#[test]
fn the_first_failure_is_heard_at_once() {
    let right = "the error no, at 10 ms".to_owned();
    let case = "when the second of three failed at 10 ms, before the others";
    let given = called(case, async || {
        told(gather(vec![nap(&Log::new(), 30), fail(10), fail(20)]).await)
    });
    assert_answer(case, given, right.clone());
    let case = "when the last of forty failed at 10 ms, before the others";
    let given = called(case, async || {
        let mut tasks: Vec<_> = (0..39).map(|_| nap(&Log::new(), 30)).collect();
        tasks.push(fail(10));
        told(gather(tasks).await)
    });
    assert_answer(case, given, right);
}

/// Fails or loses a task at 10 ms, beside one of 30 ms: the answer is to hear of it then, and to let the other run on.
#[track_caller]
fn beside(case: &str, failing: fn() -> JoinHandle<Result>, right: &str) {
    let log = Log::new();
    let inside = log.clone();
    let given = called(case, async move || {
        let end = told(gather(vec![nap(&inside, 30), failing()]).await);
        sleep(100 * MS).await;
        end
    });
    assert_answer(case, given, right.to_owned());
    assert!(
        log.has("the task of 30 ms ends at 30"),
        "{case}, the answer let the other one end early; it is to run on for its 30 ms"
    );
}

#[test]
fn after_a_failure_the_others_run_on() {
    let case = "when one of two failed at 10 ms";
    beside(case, || fail(10), "the error no, at 10 ms");
}

#[test]
fn lost_tasks_are_failures() {
    let panics = || {
        spawn(async {
            sleep(10 * MS).await;
            panic!("on purpose, as a failure to be given")
        })
    };
    let case = "when one of two panicked at 10 ms";
    beside(case, panics, "a panic, at 10 ms");
    let aborted = || {
        let task = nap(&Log::new(), 1000);
        let abort = task.abort_handle();
        spawn(async move {
            sleep(10 * MS).await;
            abort.abort();
        });
        task
    };
    let case = "when one of two was aborted at 10 ms";
    beside(case, aborted, "an aborted task, at 10 ms");
}

/// Drops the answer when it waits for tasks of 10, 20 and 30 ms.
#[track_caller]
fn dropped(at: u32) {
    let log = Log::new();
    let inside = log.clone();
    let early = called(&format!("and dropped after {at} ms"), async move || {
        let all = gather([10, 20, 30].map(|ms| nap(&inside, ms)).into());
        let early = timeout(at * MS, all).await.is_ok();
        sleep(100 * MS).await;
        early
    });
    assert!(
        !early,
        "the answer ended after {at} ms, and one of its tasks takes 30"
    );
    let mut late = log.lines();
    let ends = [10, 20, 30].into_iter().filter(|ms| *ms > at);
    let ends: Vec<_> = ends.map(|ms| format!("ends at {ms}")).collect();
    late.retain(|line| ends.iter().any(|end| line.ends_with(end)));
    let late = late.join(", ");
    assert!(
        late.is_empty(),
        "dropped after {at} ms, the answer let its tasks run on: {late}"
    );
}

#[test]
fn dropped_it_aborts_who_has_not_ended() {
    dropped(5);
    dropped(15);
}
