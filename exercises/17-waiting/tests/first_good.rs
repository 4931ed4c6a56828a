// Judge of 17/first_good.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ex17_waiting::first_good::{Failure, first_good};
use futures::FutureExt;
use futures::future::BoxFuture;
use judge::assert_answer;
use paused::{Done, Log, Paused, now};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Answer = Result<&'static str, &'static str>;

/// Drives a case. Nothing is asserted in it: a panic is the answer's, and is told so.
fn bounded<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::new()
        .awaiting(what)
        .limit(Duration::from_secs(2))
        .patience(Duration::from_secs(60));
    catch_unwind(AssertUnwindSafe(|| run.run(case))).unwrap_or_else(|panic| {
        let words = match panic.downcast::<String>() {
            Ok(words) => *words,
            Err(panic) => panic
                .downcast_ref::<&str>()
                .copied()
                .unwrap_or("?")
                .to_owned(),
        };
        assert!(!words.starts_with("waited "), "{words}");
        panic!("the answer panicked: {words}")
    })
}

/// An attempt that takes so many milliseconds.
fn attempt(log: &Log, name: &'static str, ms: u64, answer: Answer) -> BoxFuture<'static, Answer> {
    log.work(name, ms, answer).boxed()
}

fn panics(ms: u32) -> BoxFuture<'static, Answer> {
    async move {
        sleep(ms * MS).await;
        panic!("on purpose")
    }
    .boxed()
}

#[test]
fn a_failure_before_it_changes_nothing() {
    let done = bounded("the good one of three attempts", || async {
        let log = Log::new();
        let good = first_good([
            attempt(&log, "a", 300, Ok("a")),
            attempt(&log, "b", 100, Err("b fails")),
            attempt(&log, "c", 200, Ok("c")),
        ]);
        (good.await, now())
    });
    assert_answer(
        "when the first of three attempts fails, asked for the answer and the time",
        done.output,
        (Ok("c"), 200),
    );
}

#[test]
fn a_panic_before_it_changes_nothing() {
    let done = bounded("the good one of two attempts", || async {
        let good = first_good([attempt(&Log::new(), "a", 200, Ok("a")), panics(100)]);
        (good.await, now())
    });
    assert_answer(
        "when the first of two attempts panics, asked for the answer and the time",
        done.output,
        (Ok("a"), 200),
    );
}

#[test]
fn the_losers_are_gone_when_it_returns() {
    let done = bounded("the good one of three attempts", || async {
        let log = Log::new();
        let good = first_good([
            attempt(&log, "a", 300, Ok("a")),
            attempt(&log, "b", 100, Ok("b")),
            attempt(&log, "c", 200, Ok("c")),
        ]);
        (good.await, log.lines())
    });
    let (good, at_return) = done.output;
    assert_answer("for attempts of 300, 100 and 200 ms", good, Ok("b"));
    for loser in ["a", "c"] {
        assert!(
            at_return.contains(&format!("{loser} is dropped at 100")),
            "b won at 100 ms, and the loser {loser} had not been dropped when the answer returned; noted until then: {at_return:?}"
        );
    }
}

#[test]
fn all_attempts_are_made_at_once() {
    let log = Log::new();
    let inside = log.clone();
    let done = bounded("the good one of three attempts", || async move {
        let attempts = [("a", 300), ("b", 200), ("c", 100)]
            .map(|(name, ms)| attempt(&inside, name, ms, Ok(name)));
        (first_good(attempts).await, now())
    });
    assert_answer(
        "for attempts of 300, 200 and 100 ms, asked for the answer and the time",
        done.output,
        (Ok("c"), 100),
    );
    let starts = log
        .sorted()
        .iter()
        .filter(|line| line.ends_with("starts at 0"))
        .count();
    assert_answer("asked how many of three attempts start at 0 ms", starts, 3);
}

#[test]
fn if_none_is_good_all_failures_are_told_in_their_order() {
    let done = bounded("three attempts that fail", || async {
        let log = Log::new();
        let good = first_good([
            attempt(&log, "a", 300, Err("a fails")),
            attempt(&log, "b", 100, Err("b fails")),
            panics(200),
        ]);
        (good.await, now())
    });
    let failures = vec![
        Failure::Failed("b fails"),
        Failure::Panicked,
        Failure::Failed("a fails"),
    ];
    assert_answer(
        "when all three attempts fail",
        done.output,
        (Err(failures), 300),
    );
}

#[test]
fn dropped_it_cancels_all() {
    let log = Log::new();
    let inside = log.clone();
    bounded("a caller who gives up", || async move {
        let attempts =
            [("a", 300), ("b", 200)].map(|(name, ms)| attempt(&inside, name, ms, Ok(name)));
        let _ = timeout(50 * MS, first_good(attempts)).await;
        sleep(1000 * MS).await;
    });
    let ran_on: Vec<_> = log
        .sorted()
        .into_iter()
        .filter(|line| line.contains("ends at"))
        .collect();
    assert!(
        ran_on.is_empty(),
        "the answer was dropped at 50 ms, and its attempts ran on: {ran_on:?}"
    );
}

#[test]
fn no_attempts_have_no_good_one() {
    let done = bounded("an answer for no attempts at all", || async {
        let nobody: [BoxFuture<'static, Answer>; 0] = [];
        first_good(nobody).await
    });
    assert_answer("for no attempts", done.output, Err(Vec::new()));
}
