//! The smallest future that takes a while.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: countdown
/// A future that is pending a number of times, then gives `"lift-off"`.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Countdown {
    left: u32,
}

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        if self.left == 0 {
            return Poll::Ready("lift-off");
        }
        self.left -= 1;
        cx.waker().wake_by_ref(); // "poll me again": chapter 06 is about this line
        Poll::Pending
    }
}
// ANCHOR_END: countdown

impl Countdown {
    /// A countdown that will be pending `left` times. Nothing counts until somebody polls.
    ///
    /// Dropping it loses nothing. Polled again after the end, it gives the same again; few futures do.
    pub fn new(left: u32) -> Self {
        Self { left }
    }

    /// How often it will be pending from here.
    pub fn left(&self) -> u32 {
        self.left
    }
}
