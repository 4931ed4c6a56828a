// Judge of 16/in_order.

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

/// Runs the case with the clock paused.
fn bounded<T: Send + 'static>(case: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("in_order to come back");
    run.limit(Duration::from_secs(2)).run(move || case()).output
}

fn naps(naps: &[u64], log: &Log) -> Vec<BoxFuture<'static, u64>> {
    let nap = |ms: &u64| log.work(&format!("the task of {ms} ms"), *ms, *ms).boxed();
    naps.iter().map(nap).collect()
}

fn words(ends: Vec<Result<u64, JoinError>>) -> Vec<String> {
    let word = |end: Result<u64, JoinError>| match end {
        Ok(ms) => ms.to_string(),
        Err(error) if error.is_panic() => "panicked".to_owned(),
        Err(_) => "cancelled".to_owned(),
    };
    ends.into_iter().map(word).collect()
}

fn right(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn ends_come_in_the_order_of_the_futures() {
    let given = bounded(async || words(in_order(naps(&[30, 10, 20], &Log::new())).await));
    assert_answer(
        "for futures that take 30, 10 and 20 ms",
        given,
        right(&["30", "10", "20"]),
    );
}

#[test]
fn all_of_them_run_at_once() {
    let given = bounded(async || {
        in_order(naps(&[30, 10, 20], &Log::new())).await;
        now()
    });
    assert_answer(
        "for futures that take 30, 10 and 20 ms, asked for the time it took",
        given,
        30,
    );
}

#[test]
fn a_panic_stands_in_its_place_and_changes_nothing_for_the_others() {
    let given = bounded(async || {
        let mut futures = naps(&[30, 20], &Log::new());
        let panics = async {
            sleep(10 * MS).await;
            panic!("on purpose, so that the judge can look")
        };
        futures.insert(0, panics.boxed());
        let ends = AssertUnwindSafe(in_order(futures)).catch_unwind().await;
        ends.map(words).ok()
    });
    let given = given.expect("called when one of three panics, the answer panicked as well; the panic belongs in its place");
    let case = "when the first of three panics";
    assert_answer(case, given, right(&["panicked", "30", "20"]));
}

#[test]
fn no_futures_have_no_ends() {
    let given = bounded(async || words(in_order(naps(&[], &Log::new())).await));
    assert_answer("for no futures at all", given, right(&[]));
}

#[test]
fn dropped_it_stops_who_has_not_ended() {
    let log = Log::new();
    let inside = log.clone();
    bounded(async move || {
        let all = in_order(naps(&[10, 20, 30], &inside));
        assert!(
            timeout(15 * MS, all).await.is_err(),
            "the answer ended after 15 ms, and one of its futures takes 30"
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
