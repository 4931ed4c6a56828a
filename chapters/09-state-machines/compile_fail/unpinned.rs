//! Polls an async function's future without pinning it.

use std::pin::Pin;
use std::task::{Context, Waker};

use ch05_futures::yield_now;

// ANCHOR: unpinned
async fn name() -> &'static str {
    yield_now().await;
    "Ada"
}

fn main() {
    let mut future = name();
    let pinned = Pin::new(&mut future);
    let _ = pinned.poll(&mut Context::from_waker(Waker::noop()));
}
// ANCHOR_END: unpinned
