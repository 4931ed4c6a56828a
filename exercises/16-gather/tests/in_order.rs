// Judge of 16/in_order.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ex16_gather::in_order::in_order;
use futures::FutureExt;
use futures::future::BoxFuture;
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::task::JoinError;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// Runs the case with the clock paused. A panic is the answer's, and is told with its case.
#[track_caller]
fn called<T: Send + 'static>(case: &str, program: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("in_order to come back");
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

fn nap(ms: u64, log: &Log) -> BoxFuture<'static, u64> {
    log.work(&format!("the task of {ms} ms"), ms, ms).boxed()
}

fn naps(naps: &[u64], log: &Log) -> Vec<BoxFuture<'static, u64>> {
    naps.iter().map(|ms| nap(*ms, log)).collect()
}

/// It panics after `ms`, in these words.
fn panics(ms: u32, text: &'static str) -> BoxFuture<'static, u64> {
    let late = async move {
        sleep(ms * MS).await;
        panic!("{text}")
    };
    late.boxed()
}

fn told(ends: Vec<Result<u64, JoinError>>) -> Vec<String> {
    let told = |end: Result<u64, JoinError>| match end {
        Ok(ms) => ms.to_string(),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => format!("panic: {}", words(panic)),
            Err(_) => "cancelled".to_owned(),
        },
    };
    ends.into_iter().map(told).collect()
}

fn right(told: &[&str]) -> Vec<String> {
    told.iter().map(|end| (*end).to_owned()).collect()
}

#[test]
fn ends_come_in_the_order_of_the_futures() {
    let case = "for futures that take 30, 10 and 20 ms";
    let given = called(case, async || {
        told(in_order(naps(&[30, 10, 20], &Log::new())).await)
    });
    assert_answer(case, given, right(&["30", "10", "20"]));
}

#[test]
fn all_of_them_run_at_once() {
    let case = "for futures that take 30, 10 and 20 ms";
    let given = called(case, async || {
        in_order(naps(&[30, 10, 20], &Log::new())).await;
        now()
    });
    let case = format!("{case}, asked for the time it took");
    assert_answer(case, given, 30);
}

#[test]
fn a_panic_stands_in_its_place_and_changes_nothing_for_the_others() {
    let case = "when the first of three panics at 10 ms";
    let given = called(case, async || {
        let futures = [
            panics(10, "on purpose, for its place"),
            nap(30, &Log::new()),
            nap(20, &Log::new()),
        ];
        told(in_order(futures.into()).await)
    });
    let first = right(&["panic: on purpose, for its place", "30", "20"]);
    assert_answer(case, given, first);

    let case = "when the last of three panics at 10 ms";
    let given = called(case, async || {
        let futures = [
            nap(30, &Log::new()),
            nap(20, &Log::new()),
            panics(10, "on purpose, for its place"),
        ];
        told(in_order(futures.into()).await)
    });
    let last = right(&["30", "20", "panic: on purpose, for its place"]);
    assert_answer(case, given, last);
}

#[test]
fn two_panics_stand_in_two_places() {
    let case = "when the last of three panics at 5 ms and the first at 10 ms";
    let given = called(case, async || {
        let futures = [
            panics(10, "the first"),
            nap(20, &Log::new()),
            panics(5, "the last"),
        ];
        told(in_order(futures.into()).await)
    });
    let both = right(&["panic: the first", "20", "panic: the last"]);
    assert_answer(case, given, both);
}

#[test]
fn no_futures_have_no_ends() {
    let case = "for no futures at all";
    let given = called(case, async || told(in_order(naps(&[], &Log::new())).await));
    assert_answer(case, given, right(&[]));
}

#[test]
fn dropped_it_stops_who_has_not_ended() {
    let log = Log::new();
    let inside = log.clone();
    let early = called("and dropped after 15 ms", async move || {
        let all = in_order(naps(&[10, 20, 30], &inside));
        let early = timeout(15 * MS, all).await.is_ok();
        sleep(100 * MS).await;
        early
    });
    assert!(
        !early,
        "the answer ended after 15 ms, and one of its futures takes 30"
    );
    let mut late = log.lines();
    late.retain(|line| line.ends_with("ends at 20") || line.ends_with("ends at 30"));
    let late = late.join(", ");
    assert!(
        late.is_empty(),
        "dropped after 15 ms, the answer let its tasks run on: {late}"
    );
}
