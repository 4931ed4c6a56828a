//! Every order in which the threads can run, tried by loom:
//! `RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR=target/loom cargo test -p ch06-wakers --test loom --release`
//!
//! Put two locks into `Slot::poll_take`, an unpark before the token, or a store in the place of its swap, and they fail. A
//! Relaxed in the place of Acquire they do not see, because loom's own `unpark` passes on what was done before it.
#![cfg(loom)]

use std::future::poll_fn;
use std::task::Poll;

use ch06_wakers::{Park, Slot, ThreadPark, drive};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use loom::thread;

#[test]
fn an_unpark_is_never_lost() {
    loom::model(|| {
        let mut park = ThreadPark::new();
        let unparker = park.unparker();
        let helper = thread::spawn(move || unparker.unpark());
        park.park(None);
        helper.join().expect("it does not panic");
    });
}

#[test]
fn what_was_done_before_the_unpark_is_seen_after_the_park() {
    loom::model(|| {
        let mut park = ThreadPark::new();
        let unparker = park.unparker();
        let value = Arc::new(AtomicBool::new(false));
        let helper = thread::spawn({
            let value = Arc::clone(&value);
            move || {
                value.store(true, Ordering::Relaxed);
                unparker.unpark();
            }
        });
        park.park(None);
        assert!(value.load(Ordering::Relaxed));
        helper.join().expect("it does not panic");
    });
}

#[test]
fn two_unparks_that_leave_one_token_are_both_seen() {
    loom::model(|| {
        let mut park = ThreadPark::new();
        let unparker = park.unparker();
        let value = Arc::new(AtomicUsize::new(0));
        let helpers = [1, 2].map(|_| {
            let (value, unparker) = (Arc::clone(&value), unparker.clone());
            thread::spawn(move || {
                value.fetch_add(1, Ordering::Relaxed);
                unparker.unpark();
            })
        });
        while value.load(Ordering::Relaxed) < 2 {
            park.park(None);
        }
        drop(helpers);
    });
}

/// The slot between two threads, driven as `block_on` drives: whatever the order, the value arrives.
#[test]
fn a_value_reaches_the_future_that_waits_for_it() {
    loom::model(|| {
        let slot = std::sync::Arc::new(Slot::default());
        let giver = std::sync::Arc::clone(&slot);
        let helper = thread::spawn(move || giver.put(5));
        let mut park = ThreadPark::new();
        let value = drive(&mut park, poll_fn(|cx| slot.poll_take(cx)));
        assert_eq!(value, 5);
        helper.join().expect("it does not panic");
    });
}

/// Two wakes, one of them perhaps after the poll that finished.
#[test]
fn a_late_wake_harms_nobody() {
    loom::model(|| {
        let slots = [1, 2].map(|_| std::sync::Arc::new(Slot::default()));
        for (place, slot) in slots.iter().enumerate() {
            let slot = std::sync::Arc::clone(slot);
            thread::spawn(move || slot.put(place));
        }
        let mut park = ThreadPark::new();
        let first = drive(
            &mut park,
            poll_fn(|cx| {
                let both = slots.each_ref().map(|slot| slot.poll_take(cx));
                both.into_iter()
                    .find(Poll::is_ready)
                    .unwrap_or(Poll::Pending)
            }),
        );
        assert!(first < 2);
    });
}
