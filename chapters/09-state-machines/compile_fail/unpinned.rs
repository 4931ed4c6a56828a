//! Polls an async function's future without pinning it.

use std::pin::Pin;
use std::task::{Context, Waker};

use ch09_state_machines::held::scoped;

fn main() {
    // ANCHOR: unpinned
    let mut future = scoped();
    let pinned = Pin::new(&mut future);
    // ANCHOR_END: unpinned
    let _ = pinned.poll(&mut Context::from_waker(Waker::noop()));
}
