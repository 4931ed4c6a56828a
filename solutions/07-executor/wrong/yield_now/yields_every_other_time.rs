// WRONG: turns its flag around at every poll, so that it yields again after it was ready.
// JUDGE: gave Pending after an earlier one had given Ready

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

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            self.yielded = false;
            return Poll::Ready(());
        }
        self.yielded = true;
        // Before anybody asks: the executor queues the task again as soon as this poll is over.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
