// WRONG: keeps the waker for later; and there is no later.
// JUDGE: did not wake: nobody else knows that this task can go on

//! Exercise 07/yield_now: a turn for the others.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// Lets everybody else have a turn; made by [`yield_now`].
#[derive(Debug, Default)]
pub struct YieldNow {
    /// Whether the others have had their turn.
    yielded: bool,
    waker: Option<Waker>,
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
            return Poll::Ready(());
        }
        self.yielded = true;
        // Before anybody asks: the executor queues the task again as soon as this poll is over.
        self.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}
