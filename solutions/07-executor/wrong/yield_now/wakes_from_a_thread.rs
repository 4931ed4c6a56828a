// WRONG: has a thread wake the task later, where nothing is to be waited for.
// JUDGE: did not wake: nobody else knows that this task can go on

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
            return Poll::Ready(());
        }
        self.yielded = true;
        // Before anybody asks: the executor queues the task again as soon as this poll is over.
        let waker = cx.waker().clone();
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(1));
            waker.wake();
        });
        Poll::Pending
    }
}
