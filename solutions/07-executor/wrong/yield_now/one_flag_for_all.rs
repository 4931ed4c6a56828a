// WRONG: keeps its flag in a static, which all tasks share.
// JUDGE: because another one had been polled

//! Exercise 07/yield_now: a turn for the others.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

thread_local! {
    static YIELDED: Cell<bool> = const { Cell::new(false) };
}

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
        if self.yielded || YIELDED.replace(false) {
            self.yielded = true;
            return Poll::Ready(());
        }
        YIELDED.set(true);
        // Before anybody asks: the executor queues the task again as soon as this poll is over.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
