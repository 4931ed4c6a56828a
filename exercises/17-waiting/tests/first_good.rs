// Judge of 17/first_good.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use ex17_waiting::first_good::{Failure, first_good};
use futures::FutureExt;
use futures::future::BoxFuture;
use judge::{assert_answer, within};
use paused::{Done, Log, Paused, now};
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Answer = Result<&'static str, &'static str>;

/// Drives a case.
fn bounded<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::judging(what).patience(Duration::from_secs(60));
    run.run(case)
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
fn many_failures_before_it_change_nothing() {
    let done = bounded("the good one of six attempts", || async {
        let log = Log::new();
        let good = first_good([
            attempt(&log, "a", 100, Err("a fails")),
            attempt(&log, "b", 200, Err("b fails")),
            panics(300),
            attempt(&log, "d", 400, Err("d fails")),
            attempt(&log, "e", 500, Err("e fails")),
            attempt(&log, "f", 600, Ok("f")),
        ]);
        (good.await, now())
    });
    assert_answer(
        "when five of six attempts fail before the good one ends, asked for the answer and the time",
        done.output,
        (Ok("f"), 600),
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
fn each_attempt_is_a_task_of_its_own() {
    let done = bounded("three attempts, asked about once", || async {
        let log = Log::new();
        let attempts = [("a", 300), ("b", 100), ("c", 200)]
            .map(|(name, ms)| attempt(&log, name, ms, Ok(name)));
        let mut good = Box::pin(first_good(attempts));
        let early = (&mut good).now_or_never().is_some();
        sleep(1000 * MS).await;
        let lines = log.lines();
        let ended = lines.iter().filter(|line| line.contains("ends at"));
        (early, ended.count(), good.await.is_ok())
    });
    let (early, ended, good) = done.output;
    assert!(!early, "the answer was ready before any attempt was");
    assert!(
        ended == 3,
        "after its first poll nobody polled the answer for a second: {ended} of its three attempts ended by themselves, so they are not tasks of their own"
    );
    assert_answer(
        "polled again after that second, asked whether it gave an answer",
        good,
        true,
    );
}

/// Raises its flag when it is dropped.
struct Gone(Arc<AtomicBool>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Two losers on threads of the runtime, of which one blocks its own until it is let go. Gives whether the answer returned
/// before that, and whether the blocking one was gone when it returned.
async fn with_a_loser_that_blocks() -> (bool, bool) {
    let [blocker, other] = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
    let (guard, other_guard) = (Gone(Arc::clone(&blocker)), Gone(Arc::clone(&other)));
    let (started, has_started) = oneshot::channel();
    let (go, may_go) = oneshot::channel::<()>();
    let (ends, has_ended) = oneshot::channel::<()>();
    let (let_go, until_let_go) = mpsc::channel::<()>();
    let blocks = async move {
        let _guard = guard;
        let _ = started.send(());
        let _ = until_let_go.recv(); // blocks its thread, and hears of nothing meanwhile
        std::future::pending().await
    };
    let waits = async move {
        let _guard = other_guard;
        std::future::pending().await
    };
    let wins = async move {
        let _ends = ends; // dropped with the winner
        let _ = may_go.await;
        Ok("winner")
    };
    let mut good = Box::pin(first_good::<&str, &str, BoxFuture<_>>([
        blocks.boxed(),
        wins.boxed(),
        waits.boxed(),
    ]));
    tokio::select! {
        biased;
        _ = &mut good => return (true, blocker.load(Ordering::SeqCst)),
        () = async {
            let _ = has_started.await;
            let _ = go.send(());
            let _ = has_ended.await;
        } => (),
    }
    // Turns enough to hear of the winner and to abort the losers, and some after the other loser is seen to be gone.
    let mut more = 100;
    for _ in 0..10_000 {
        more -= u32::from(other.load(Ordering::SeqCst));
        if (&mut good).now_or_never().is_some() {
            return (true, blocker.load(Ordering::SeqCst));
        }
        if more == 0 {
            break;
        }
        std::thread::yield_now();
        tokio::task::yield_now().await;
    }
    drop(let_go);
    let _ = good.await;
    (false, blocker.load(Ordering::SeqCst))
}

#[test]
fn a_loser_that_blocks_its_thread_is_waited_for() {
    let what = "the answer, on several threads, of which a loser blocks one";
    let (early, gone) = within(Duration::from_secs(5), what, || {
        let mut builder = Builder::new_multi_thread();
        let runtime = builder.worker_threads(3).build();
        let runtime = runtime.expect("a runtime needs a few threads");
        runtime.block_on(with_a_loser_that_blocks())
    });
    assert!(
        !early && gone,
        "on several threads, while a loser was blocking its own, the answer returned before that loser was gone: abort is a request, and who is gone is known by joining"
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
