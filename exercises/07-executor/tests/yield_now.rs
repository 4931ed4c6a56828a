// Judge of 07/yield_now.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use ch07_executor::{block_on, spawn};
use ex07_executor::yield_now::{YieldNow, yield_now};
use judge::{Checker, CountingWaker, within};

fn bounded<T: Send + 'static>(case: impl FnOnce() -> T + Send + 'static) -> T {
    within(
        Duration::from_secs(2),
        "yield_now().await to come back",
        case,
    )
}

/// Polls with a waker of its own; gives what the poll gave, and how often it woke.
fn poll(future: &mut YieldNow) -> (Poll<()>, usize) {
    let counting = CountingWaker::new();
    let waker = counting.waker();
    let poll = Pin::new(future).poll(&mut Context::from_waker(&waker));
    (poll, counting.wakes())
}

#[test]
fn it_is_pending_once_and_sees_to_its_next_poll() {
    bounded(|| {
        let (first, wakes) = poll(&mut yield_now());
        assert!(
            first.is_pending(),
            "the first poll gave Ready: nobody else has had a turn"
        );
        assert!(
            wakes > 0,
            "the first poll gave Pending and did not wake: nobody else knows that this task can go on"
        );
        assert!(
            wakes == 1,
            "the first poll used its waker {wakes} times; once is enough"
        );
    });
}

#[test]
fn it_is_ready_at_the_second_poll() {
    bounded(|| {
        let mut future = yield_now();
        let _ = poll(&mut future);
        let (second, wakes) = poll(&mut future);
        assert!(
            second.is_ready(),
            "the second poll gave Pending again; one turn for the others was asked for"
        );
        assert!(
            wakes == 0,
            "the poll that gave Ready used its waker: it asks for a poll that nobody needs"
        );
    });
}

#[test]
fn it_stays_ready() {
    bounded(|| {
        let mut future = yield_now();
        let _ = poll(&mut future);
        for nth in 2..=5 {
            let polled = catch_unwind(AssertUnwindSafe(|| poll(&mut future).0));
            let Ok(polled) = polled else {
                panic!("poll {nth} panicked; polled after it was ready, it is to be ready again")
            };
            assert!(
                polled.is_ready(),
                "poll {nth} gave Pending after an earlier one had given Ready"
            );
        }
    });
}

#[test]
fn each_one_yields_for_itself() {
    bounded(|| {
        let (mut a, mut b) = (yield_now(), yield_now());
        let _ = poll(&mut a);
        assert!(
            poll(&mut b).0.is_pending(),
            "a second yield_now() was ready at its first poll, because another one had been polled"
        );
        assert!(
            poll(&mut a).0.is_ready() && poll(&mut b).0.is_ready(),
            "with two of them polled in turns, one was not ready at its second poll"
        );
    });
}

#[test]
fn on_any_executor_it_takes_two_polls() {
    bounded(|| {
        for seed in 1..=5 {
            let done = Checker::new()
                .seed(seed)
                .budget(1000)
                .run(async { yield_now().await });
            assert!(
                done.polls == 2,
                "a task that yields once was polled {} times; right is 2",
                done.polls
            );
        }
    });
}

#[test]
fn tasks_take_turns() {
    let log = bounded(|| {
        let log = Rc::new(RefCell::new(String::new()));
        block_on(async {
            let tasks = ["a", "b"].map(|name| {
                let log = Rc::clone(&log);
                spawn(async move {
                    for _ in 0..3 {
                        log.borrow_mut().push_str(name);
                        yield_now().await;
                    }
                })
            });
            for task in tasks {
                task.await.expect("the answer does not panic");
            }
        });
        log.take()
    });
    assert!(
        log == "ababab",
        "two tasks that yield after every letter wrote \"{log}\"; right is \"ababab\""
    );
}
