//! Guards and awaits: what makes a future `!Send`, and what does not.

use std::sync::{Mutex, PoisonError};

use ch05_futures::yield_now;

// ANCHOR: require_send
/// Takes what may be sent to another thread, and nothing else: what `spawn` will ask for from chapter 13 on.
pub fn require_send<T: Send>(value: T) -> T {
    value
}
// ANCHOR_END: require_send

// ANCHOR: in_block
/// The guard's block ends before the await: no guard lives across it.
///
/// Dropping it while it waits leaves the counter counted.
pub async fn count_in_block(counter: &Mutex<u32>) {
    {
        let mut guard = counter.lock().unwrap_or_else(PoisonError::into_inner);
        *guard += 1;
    }
    yield_now().await;
}
// ANCHOR_END: in_block

// ANCHOR: in_call
/// The guard lives in a function that cannot wait.
///
/// Dropping it while it waits leaves the counter counted.
pub async fn count_in_call(counter: &Mutex<u32>) {
    count(counter);
    yield_now().await;
}

fn count(counter: &Mutex<u32>) {
    *counter.lock().unwrap_or_else(PoisonError::into_inner) += 1;
}
// ANCHOR_END: in_call

// ANCHOR: untouched
/// A guard that nobody touched: here `drop` is enough.
///
/// Dropping it loses nothing.
pub async fn lock_and_let_go(counter: &Mutex<u32>) {
    let guard = counter.lock().unwrap_or_else(PoisonError::into_inner);
    drop(guard);
    yield_now().await;
}
// ANCHOR_END: untouched
