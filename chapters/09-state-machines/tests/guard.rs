//! Guards and awaits: which futures may be sent to another thread. The compiler has the first word: these tests need to compile.

use std::sync::{Mutex, PoisonError};
use std::thread;

use ch05_futures::yield_now;

// ANCHOR: require_send
/// Takes what may be sent to another thread, and nothing else.
fn require_send<T: Send>(value: T) -> T {
    value
}
// ANCHOR_END: require_send

// ANCHOR: in_block
/// The guard's block ends before the await: no guard lives across it.
///
/// Dropping it while it waits leaves the counter counted.
async fn count_in_block(counter: &Mutex<u32>) {
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
async fn count_in_call(counter: &Mutex<u32>) {
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
async fn lock_and_let_go(counter: &Mutex<u32>) {
    let guard = counter.lock().unwrap_or_else(PoisonError::into_inner);
    drop(guard);
    yield_now().await;
}
// ANCHOR_END: untouched

#[test]
fn a_guard_in_a_block_or_in_a_call_or_untouched_can_be_sent() {
    let counter = Mutex::new(0);
    thread::scope(|scope| {
        let counter = &counter;
        let threads = [
            scope.spawn(|| judge::run(require_send(count_in_block(counter)))),
            scope.spawn(|| judge::run(require_send(count_in_call(counter)))),
            scope.spawn(|| judge::run(require_send(lock_and_let_go(counter)))),
        ];
        for thread in threads {
            thread.join().expect("it counts");
        }
    });
    assert_eq!(counter.into_inner().expect("nobody panicked"), 2);
}
