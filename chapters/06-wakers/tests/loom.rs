//! Every order in which the threads can run, tried by loom:
//! `RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR=target/loom cargo test -p ch06-wakers --test loom --release`
#![cfg(loom)]

use ch06_wakers::{Park, ThreadPark};
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
fn two_unparks_make_one_token_or_two_parks() {
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
