//! The hand-written enums do what the compiler's do: the same polls, wakes and drops, in the same order.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ch09_state_machines::{
    FAIR, add, add_by_hand, cheapest, cheapest_by_hand, cheapest_pinned, total, total_by_hand,
};
use judge::{ScriptedFuture, assert_same_trace};
use trace::{Clock, Recording, Traced, lane, record};

/// Pending so often, then `value`.
fn wait(name: &str, pending: usize, value: u32) -> Traced<ScriptedFuture<u32>> {
    lane(name, ScriptedFuture::new(name, value).yields(pending))
}

/// Polls so often, or until there is an output, and drops.
fn recorded<F>(polls: usize, make: impl FnOnce() -> F) -> (Option<u32>, Recording)
where
    F: Future<Output = u32>,
{
    record(Clock::manual(), || {
        let mut future = pin!(lane("future", make()));
        for _ in 0..polls {
            let mut cx = Context::from_waker(Waker::noop());
            if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
                return Some(output);
            }
        }
        None
    })
}

/// Runs both to the end, and drops both after every number of polls before it.
fn same<A, B>(case: &str, ours: impl Fn() -> A, compilers: impl Fn() -> B)
where
    A: Future<Output = u32>,
    B: Future<Output = u32>,
{
    for polls in 0..12 {
        let (ours, compilers) = (recorded(polls, &ours), recorded(polls, &compilers));
        assert_eq!(ours.0, compilers.0, "{case}, {polls} polls");
        assert_same_trace(format!("{case}, {polls} polls"), &ours.1, &compilers.1);
    }
}

#[test]
fn a_straight_line() {
    for (a, b) in [(0, 0), (0, 2), (2, 0), (1, 3)] {
        same(
            &format!("pending {a} and {b} times"),
            || add_by_hand(wait("a", a, 1), wait("b", b, 2)),
            || add(wait("a", a, 1), wait("b", b, 2)),
        );
    }
}

#[test]
fn a_loop() {
    for pending in [vec![], vec![0], vec![1, 0, 2], vec![0, 0, 1]] {
        let waits = || {
            let wait = |(n, times): (usize, &usize)| wait(&format!("w{n}"), *times, 10);
            pending.iter().enumerate().map(wait).collect::<Vec<_>>()
        };
        let case = format!("pending {pending:?} times");
        same(&case, || total_by_hand(waits()), || total(waits()));
    }
}

#[test]
fn a_branch_with_a_borrow_across_the_await() {
    let prices = [
        [30, 20, 50],
        [20, 30, 50],
        [50, 30, 20],
        [40, FAIR, 50],
        [9, 9, 9],
    ];
    for prices in prices {
        for pending in [0, 2] {
            let case = format!("{prices:?}, pending {pending} times");
            let compilers = || cheapest(prices, wait("deal", pending, 5));
            same(
                &case,
                || cheapest_by_hand(prices, wait("deal", pending, 5)),
                compilers,
            );
            same(
                &case,
                || cheapest_pinned(prices, wait("deal", pending, 5)),
                compilers,
            );
        }
    }
}

#[test]
fn a_finished_future_panics_when_it_is_polled() {
    fn again(mut future: impl Future<Output = u32> + Unpin) -> String {
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pin!(&mut future).poll(&mut cx).is_ready());
        let polled = catch_unwind(AssertUnwindSafe(|| pin!(&mut future).poll(&mut cx)));
        let panic = polled.expect_err("it has finished");
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default()
    }
    let (now, fair) = (|| wait("w", 0, 1), [FAIR; 3]);
    let compilers = again(Box::pin(add(now(), now())));
    assert_eq!(compilers, "`async fn` resumed after completion");
    assert_eq!(
        again(add_by_hand(now(), now())),
        "`Add` was polled after it had finished"
    );
    assert_eq!(
        again(total_by_hand(vec![now()])),
        "`Total` was polled after it had finished"
    );
    assert_eq!(
        again(cheapest_by_hand(fair, now())),
        "`Cheapest` was polled after it had finished"
    );
    let pinned = again(Box::pin(cheapest_pinned(fair, now())));
    assert_eq!(pinned, "`CheapestPinned` was polled after it had finished");
}

#[test]
fn a_panic_while_polling_leaves_nothing_behind() {
    let panics = || lane("a", Box::pin(async { panic!("on purpose") }));
    let run = |make: &dyn Fn() -> Box<dyn Future<Output = u32>>| {
        record(Clock::manual(), || {
            let mut future = Box::into_pin(make());
            let mut cx = Context::from_waker(Waker::noop());
            catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut cx)))
                .expect_err("it panics");
        })
        .1
    };
    let ours = run(&|| Box::new(add_by_hand(panics(), wait("b", 0, 1))));
    let compilers = run(&|| Box::new(add(panics(), wait("b", 0, 1))));
    assert_same_trace("a straight line, and a panics", &ours, &compilers);
    let ours = run(&|| Box::new(total_by_hand(vec![panics(), panics()])));
    let compilers = run(&|| Box::new(total(vec![panics(), panics()])));
    assert_same_trace("a loop, and a panics", &ours, &compilers);
}
