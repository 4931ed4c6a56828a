//! A waker made by hand, once: what `Waker::from` does with an `Arc<impl Wake>`.
// Four functions that get a bare pointer cannot be written without unsafe code. Nothing else in this crate has any.
#![allow(unsafe_code)]

use std::sync::Arc;
use std::task::{RawWaker, RawWakerVTable, Waker};

use ch06_wakers::Unparker;

// ANCHOR: raw_waker
/// The same as `Waker::from(unparker)`, without [`Wake`](std::task::Wake).
///
/// Every waker owns one count of the `Arc`, and its data pointer is what [`Arc::into_raw`] gave.
pub fn waker_by_hand(unparker: Unparker) -> Waker {
    let data = Arc::into_raw(Arc::new(unparker)).cast();
    // SAFETY: the four functions of VTABLE keep RawWaker's contract: they may be called on any thread, because an Unparker
    // is Send and Sync; `clone` gives a waker that owns a count of its own; `wake` and `drop_count` give one back.
    unsafe { Waker::from_raw(RawWaker::new(data, &VTABLE)) }
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_count);

unsafe fn clone(data: *const ()) -> RawWaker {
    // SAFETY: `data` came from Arc::into_raw, and the waker that is cloned owns a count, so the Arc is alive.
    unsafe { Arc::increment_strong_count(data.cast::<Unparker>()) };
    RawWaker::new(data, &VTABLE)
}

unsafe fn wake(data: *const ()) {
    // SAFETY: `data` came from Arc::into_raw. This call uses the waker up, so its count is ours to give back.
    unsafe { Arc::from_raw(data.cast::<Unparker>()) }.unpark();
}

unsafe fn wake_by_ref(data: *const ()) {
    // SAFETY: `data` points into an Arc of which the caller's waker owns a count until it returns.
    unsafe { &*data.cast::<Unparker>() }.unpark();
}

unsafe fn drop_count(data: *const ()) {
    // SAFETY: `data` came from Arc::into_raw, and a waker that is dropped gives its count back exactly once.
    drop(unsafe { Arc::from_raw(data.cast::<Unparker>()) });
}
// ANCHOR_END: raw_waker

fn main() {
    let held = Arc::new("what the unparker holds");
    let inside = Arc::clone(&held);
    let waker = waker_by_hand(Unparker::new(move || println!("  unpark, by {inside}")));
    let clone = waker.clone();
    println!("wake_by_ref:");
    waker.wake_by_ref();
    println!("wake, which uses the waker up:");
    waker.wake();
    println!(
        "the clone wakes the same: {}",
        Arc::strong_count(&held) == 2
    );
    drop(clone);
    println!(
        "the last waker is gone, nothing is left behind: {}",
        Arc::strong_count(&held) == 1
    );
}
