//! An async closure that somebody else calls, in a future that is to be sent.

use ch09_state_machines::guard::require_send;

// ANCHOR: closure
async fn apply(closure: impl AsyncFn(&str) -> usize) -> usize {
    closure("Ada").await
}

fn start(closure: impl AsyncFn(&str) -> usize + Send + Sync) {
    drop(require_send(apply(closure)));
}
// ANCHOR_END: closure

fn main() {}
