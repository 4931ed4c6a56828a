//! Exercise 07/yield_now: a turn for the others.

use std::pin::Pin;
use std::task::{Context, Poll};

/// Lets everybody else have a turn; made by [`yield_now`].
#[derive(Debug, Default)]
pub struct YieldNow {
    /// Whether the others have had their turn.
    yielded: bool,
}

/// A future that is pending exactly once, so that whoever awaits it goes to the end of the line.
///
/// It needs nobody to wake it. Polled after it was ready, it is ready again.
pub fn yield_now() -> YieldNow {
    YieldNow::default()
}

impl Future for YieldNow {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let _ = (self.yielded, cx);
        todo!(
            "pending at the first poll, and whoever returns Pending must see to it that it is polled again"
        )
    }
}
