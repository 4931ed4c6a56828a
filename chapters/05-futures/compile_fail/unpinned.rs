//! Polls a future that has not been pinned.

use std::task::{Context, Waker};

use ch05_futures::Countdown;

fn main() {
    let mut cx = Context::from_waker(Waker::noop());
    // ANCHOR: unpinned
    let mut countdown = Countdown::new(3);
    let _ = countdown.poll(&mut cx);
    // ANCHOR_END: unpinned
}
