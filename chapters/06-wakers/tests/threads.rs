//! Futures that another thread completes, and the waker made by hand.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use ch06_wakers::{Slot, Unparker, block_on, in_thread, sleep};
use judge::{Checker, CountingWaker, within};
use raw_waker::waker_by_hand;

/// The demo, for its waker.
#[path = "../src/bin/raw_waker.rs"]
#[allow(dead_code)] // its main
mod raw_waker;

const LIMIT: Duration = Duration::from_secs(5);

fn take(slot: &Slot<u32>, waker: &Waker) -> Poll<u32> {
    slot.poll_take(&Context::from_waker(waker))
}

#[test]
fn a_value_that_is_there_needs_no_waker() {
    let (slot, waker) = (Slot::default(), CountingWaker::new());
    slot.put(5);
    assert_eq!(take(&slot, &waker.waker()), Poll::Ready(5));
    assert_eq!((waker.wakes(), waker.kept()), (0, 0));
}

#[test]
fn the_newest_waker_is_woken_when_the_value_is_there() {
    let (slot, old, new) = (Slot::default(), CountingWaker::new(), CountingWaker::new());
    assert!(take(&slot, &old.waker()).is_pending());
    assert!(take(&slot, &new.waker()).is_pending());
    slot.put(5);
    assert_eq!((old.wakes(), new.wakes()), (0, 1));
    assert_eq!((old.kept(), new.kept()), (0, 0));
    assert_eq!(take(&slot, &new.waker()), Poll::Ready(5));
}

/// Takes the value when it is woken: a waker may do anything, and also come straight back.
#[test]
fn the_value_is_there_and_the_lock_is_free_when_the_waker_is_called() {
    within(LIMIT, "put to return", || {
        let slot = Arc::new(Slot::default());
        let (sender, receiver) = mpsc::channel();
        let again = Arc::clone(&slot);
        let waker = Waker::from(Unparker::new(move || {
            let taken = take(&again, Waker::noop());
            sender.send(taken).expect("it is received");
        }));
        assert!(take(&slot, &waker).is_pending());
        slot.put(7);
        assert_eq!(receiver.recv(), Ok(Poll::Ready(7)));
    });
}

#[test]
fn nothing_starts_before_the_first_poll() {
    let (sender, receiver) = mpsc::channel();
    let future = in_thread("never started", move || sender.send(()));
    drop(future);
    assert!(receiver.recv().is_err()); // the sender is gone, unused
}

#[test]
fn the_threads_name_and_value_arrive() {
    let name = within(LIMIT, "the name", || {
        block_on(in_thread("clerk", || {
            thread::current().name().map(str::to_owned)
        }))
    });
    assert_eq!(name.as_deref(), Some("clerk"));
}

#[test]
fn a_panic_in_the_thread_comes_out_of_the_future() {
    let said = within(LIMIT, "the panic", || {
        let future = in_thread("clumsy", || -> u32 { panic!("dropped it") });
        let panic = catch_unwind(AssertUnwindSafe(|| block_on(future)));
        panic
            .expect_err("it panics")
            .downcast_ref::<&str>()
            .copied()
    });
    assert_eq!(said, Some("dropped it"));
}

#[test]
fn a_sleep_lasts_at_least_its_time_and_keeps_the_rules() {
    let asked = Duration::from_millis(5);
    let start = Instant::now();
    let done = Checker::new().patience(LIMIT).run(sleep(asked));
    assert_eq!(done.polls, 2);
    assert!(start.elapsed() >= asked);
}

#[test]
fn a_waker_by_hand_counts_as_the_safe_one_does() {
    let (sender, receiver) = mpsc::channel();
    let alive = Arc::new(());
    let held = Arc::clone(&alive);
    let waker = waker_by_hand(Unparker::new(move || {
        let _ = &held;
        sender.send(()).expect("it is received");
    }));
    let clone = waker.clone();
    assert!(clone.will_wake(&waker));
    waker.wake_by_ref();
    waker.wake();
    assert_eq!(Arc::strong_count(&alive), 2); // the clone still holds it
    let there = thread::spawn(move || {
        let again = clone.clone();
        drop(clone);
        again.wake();
    });
    there.join().expect("no panic");
    assert_eq!(receiver.try_iter().count(), 3);
    assert_eq!(Arc::strong_count(&alive), 1); // every count was given back, and none twice
}
