// Judge of 16/pair.

use std::time::Duration;

use ch15_tasks::{Task, TaskError, TaskResult, create_task};
use ex16_gather::pair::pair;
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// Runs the case with the clock paused.
fn bounded<T: Send + 'static>(case: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("pair to come back");
    run.limit(Duration::from_secs(2)).run(move || case()).output
}

type Failing<T> = Result<T, &'static str>;

fn a(log: &Log, ms: u64, end: Failing<u32>) -> Task<u32, &'static str> {
    create_task(log.work("a", ms, end))
}

fn b(log: &Log, ms: u64, end: Failing<&'static str>) -> Task<&'static str, &'static str> {
    create_task(log.work("b", ms, end))
}

type Given = (TaskResult<(u32, &'static str), &'static str>, u64);

/// What it gave for a and b, and when.
fn given(a_ends: (u64, Failing<u32>), b_ends: (u64, Failing<&'static str>)) -> Given {
    bounded(async move || {
        let log = Log::new();
        let both = pair(a(&log, a_ends.0, a_ends.1), b(&log, b_ends.0, b_ends.1));
        (both.await, now())
    })
}

#[test]
fn both_values_come_when_the_later_one_is_there() {
    let right = (Ok((7, "seven")), 30);
    let case = "for a of 30 ms and b of 10 ms";
    assert_answer(case, given((30, Ok(7)), (10, Ok("seven"))), right.clone());
    let case = "for a of 10 ms and b of 30 ms";
    assert_answer(case, given((10, Ok(7)), (30, Ok("seven"))), right);
}

#[test]
fn the_first_error_is_heard_at_once() {
    let right = |error| (Err(TaskError::Failed(error)), 10);
    let case = "asked when it heard that b failed at 10 ms";
    assert_answer(
        case,
        given((30, Ok(7)), (10, Err("b failed"))),
        right("b failed"),
    );
    let case = "asked when it heard that a failed at 10 ms";
    assert_answer(
        case,
        given((10, Err("a failed")), (30, Err("b failed"))),
        right("a failed"),
    );
}

#[test]
fn after_an_error_the_other_runs_on() {
    let log = Log::new();
    let inside = log.clone();
    bounded(async move || {
        let _ = pair(a(&inside, 30, Ok(7)), b(&inside, 10, Err("b failed"))).await;
        sleep(100 * MS).await;
    });
    assert!(
        log.has("a ends at 30"),
        "when b failed at 10 ms, the answer let a end early; it is to run on until 30"
    );
}

#[test]
fn dropped_it_asks_both_to_stop() {
    let log = Log::new();
    let inside = log.clone();
    bounded(async move || {
        let both = pair(a(&inside, 30, Ok(7)), b(&inside, 20, Ok("seven")));
        assert!(
            timeout(5 * MS, both).await.is_err(),
            "the answer ended after 5 ms, and a takes 30"
        );
        sleep(100 * MS).await;
    });
    for name in ["a", "b"] {
        assert!(
            log.has(&format!("{name} is dropped at 5")),
            "dropped after 5 ms, the answer let {name} run on"
        );
    }
}

#[test]
fn a_panic_is_an_error() {
    let given = bounded(async || {
        let panics: Task<u32, _> =
            create_task(async { panic!("on purpose, so that the judge can look") });
        let result = pair(panics, b(&Log::new(), 30, Ok("seven"))).await;
        (result.is_err_and(|error| error.is_panic()), now())
    });
    assert_answer(
        "when a panics, asked whether that was the error, and when it came",
        given,
        (true, 0),
    );
}
