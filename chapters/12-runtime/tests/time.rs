//! Time: what is not early, what is left behind, what a virtual clock shows. Names that begin with an ID are rows of the table of
//! asyncio's behaviour, on this runtime; chapter 10 has the others of their groups.
#![allow(
    clippy::async_yields_async,
    reason = "what is given out is not to be awaited here"
)]

use std::cell::RefCell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};
use std::time::Duration;

use ch12_runtime::time::{Elapsed, armed, now, sleep, sleep_until, timeout};
use ch12_runtime::{VirtualClock, block_on, block_on_virtual, spawn, yield_now};
use conformance::{Gate, Owned, bounded};

const MS: Duration = Duration::from_millis(1);

/// Runs a program in virtual time; gives its output and the milliseconds that it took.
fn virtually<T: Send + 'static>(program: impl AsyncFnOnce() -> T + Send + 'static) -> (T, u128) {
    bounded(|| {
        let clock = VirtualClock::new();
        let output = block_on_virtual(&clock, program());
        (output, clock.passed().as_millis())
    })
}

#[test]
fn sl_01_two_sleeps_in_a_row_take_their_sum() {
    let (output, took) = virtually(async || {
        sleep(50 * MS).await;
        sleep(50 * MS).await;
        "result"
    });
    assert_eq!((output, took), ("result", 100));
}

#[test]
fn sl_02_a_sleep_of_nothing_lets_the_queue_go_first() {
    let (ran, took) = virtually(async || {
        let other = spawn(async {});
        sleep(Duration::ZERO).await;
        other.is_finished()
    });
    assert_eq!((ran, took), (true, 0));
}

#[test]
fn wf_06_to_01_the_limit_comes_and_what_was_inside_is_gone() {
    let (left, took) = virtually(async || {
        let owned = Owned::default();
        let inside = owned.clone();
        let late = timeout(100 * MS, async move {
            sleep(1000 * MS).await;
            drop(inside);
        });
        assert_eq!(late.await, Err(Elapsed));
        (owned.others(), armed())
    });
    assert_eq!((left, took), ((0, 0), 100));
}

#[test]
fn wf_08_to_05_in_time_gives_the_value_and_disarms() {
    let (output, took) = virtually(async || (timeout(200 * MS, sleep(100 * MS)).await, armed()));
    assert_eq!((output, took), ((Ok(()), 0), 100));
}

#[test]
fn to_03_the_inner_of_two_limits_reports_first_come_first_served() {
    let (output, took) =
        virtually(async || timeout(20 * MS, timeout(10 * MS, pending::<()>())).await);
    assert_eq!((output, took), (Ok(Err(Elapsed)), 10));
}

#[test]
fn wf_14_a_task_that_is_cancelled_drops_its_limit_and_what_is_inside() {
    let (left, took) = virtually(async || {
        let owned = Owned::default();
        let inside = owned.clone();
        let task = spawn(timeout(60_000 * MS, async move {
            let _inside = inside;
            pending::<()>().await;
        }));
        sleep(10 * MS).await;
        task.cancel();
        let cancelled = task.await.is_err();
        (cancelled, owned.others(), armed())
    });
    assert_eq!((left, took), ((true, 0, 0), 10));
}

#[test]
fn sleepers_of_one_deadline_wake_in_the_order_of_falling_asleep() {
    let (order, took) = virtually(async || {
        let order = Rc::new(RefCell::new(Vec::new()));
        let tasks = [0, 1, 2, 3].map(|place| {
            let order = Rc::clone(&order);
            spawn(async move {
                sleep(10 * MS).await;
                order.borrow_mut().push(place);
            })
        });
        for task in tasks {
            task.await.expect("it ends");
        }
        order.take()
    });
    assert_eq!((order, took), (vec![0, 1, 2, 3], 10));
}

#[test]
fn a_dropped_sleep_leaves_nothing() {
    virtually(async || {
        let tasks = Vec::from_iter((0..100).map(|_| spawn(sleep(1000 * MS))));
        yield_now().await;
        assert_eq!(armed(), 100);
        tasks.iter().for_each(|task| {
            task.cancel();
        });
        yield_now().await;
        assert_eq!(armed(), 0);
    });
}

#[test]
fn a_sleep_that_nobody_polls_is_not_armed() {
    virtually(async || {
        let unused = sleep(5 * MS);
        assert_eq!(armed(), 0);
        drop(unused);
    });
}

#[test]
fn a_limit_counts_from_its_first_wait() {
    let (output, took) = virtually(async || {
        let limited = timeout(100 * MS, sleep_until(now() + 90 * MS));
        sleep(50 * MS).await;
        limited.await
    });
    assert_eq!((output, took), (Ok(()), 90));
}

#[test]
fn a_sleep_is_polled_for_nothing_and_keeps_the_newest_waker() {
    virtually(async || {
        let gate = Gate::default();
        let mut nap = pin!(sleep(10 * MS));
        let first = nap.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(first.is_pending());
        let task = spawn(gate.clone());
        nap.await; // the noop waker would never wake this task
        gate.open();
        task.await.expect("it ends");
    });
}

#[test]
fn a_sleep_of_ages_does_not_overflow() {
    virtually(async || assert_eq!(timeout(MS, sleep(Duration::MAX)).await, Err(Elapsed)));
}

#[test]
fn timers_that_are_armed_when_main_ends_harm_nobody() {
    bounded(|| {
        let sleeping = block_on(async {
            let mut nap = Box::pin(sleep(1000 * MS));
            let poll = nap.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            assert!(poll.is_pending());
            nap
        });
        block_on(async {
            let own = spawn(sleep(MS));
            yield_now().await;
            drop(sleeping); // another runtime's: it takes nothing from here
            assert_eq!(armed(), 1);
            own.await.expect("it wakes");
        });
    });
}

#[test]
fn a_sleep_is_not_awaited_in_another_runtime() {
    bounded(|| {
        let mut nap = block_on(async {
            let mut nap = Box::pin(sleep(1000 * MS));
            assert!(
                nap.as_mut()
                    .poll(&mut Context::from_waker(Waker::noop()))
                    .is_pending()
            );
            nap
        });
        let panic = catch_unwind(AssertUnwindSafe(|| block_on(nap.as_mut())));
        let panic = panic.expect_err("it says so");
        let words = panic.downcast_ref::<&str>().expect("words");
        assert_eq!(
            *words,
            "a sleep is awaited in the block_on in which it was polled first"
        );
    });
}

#[test]
fn a_sleep_can_be_sent_and_shared() {
    fn wanted_by_hyper<T: Send + Sync>(_: &T) {}
    bounded(|| {
        let nap = block_on(async { sleep(1000 * MS) });
        wanted_by_hyper(&nap);
    });
}

#[test]
#[should_panic(expected = "sleep used outside block_on")]
fn sleep_outside_says_so() {
    drop(sleep(MS));
}

#[test]
#[should_panic(expected = "nobody is ready and no timer is set")]
fn virtual_time_does_not_wait_for_ever() {
    virtually(async || pending::<()>().await);
}
