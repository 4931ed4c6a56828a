//! A guard that was used, and dropped before the await.

use std::sync::{Mutex, PoisonError};

use ch05_futures::yield_now;

// ANCHOR: guard
async fn count(counter: &Mutex<u32>) {
    let mut guard = counter.lock().unwrap_or_else(PoisonError::into_inner);
    *guard += 1;
    drop(guard);
    yield_now().await;
}

fn main() {
    require_send(count(&Mutex::new(0)));
}
// ANCHOR_END: guard

fn require_send<T: Send>(_: T) {}
