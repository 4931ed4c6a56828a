//! An async closure that somebody else calls, in a future that is to be sent.

// ANCHOR: closure
async fn apply(closure: impl AsyncFn(&str) -> usize) -> usize {
    closure("Ada").await
}

fn start(closure: impl AsyncFn(&str) -> usize + Send + Sync) {
    require_send(apply(closure));
}
// ANCHOR_END: closure

fn require_send<T: Send>(_: T) {}

fn main() {}
