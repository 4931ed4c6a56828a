// WRONG: polls the finished future no more, but keeps it, and whatever it holds.
// JUDGE: the future has given its output, and the answer still keeps the future

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that gives what another one gives, and is pending for ever after.
///
/// Once the other future has finished it is dropped, at once. From then on every poll gives Pending, keeps no waker and wakes
/// nobody: there is nothing to wait for.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Fuse<F> {
    future: Pin<Box<F>>,
    terminated: bool,
}

impl<F: Future> Fuse<F> {
    /// A fuse around `future`, which has not been polled.
    pub fn new(future: F) -> Self {
        Self {
            future: Box::pin(future),
            terminated: false,
        }
    }

    /// Whether the future has given its output, so that further polls are useless.
    pub fn is_terminated(&self) -> bool {
        self.terminated
    }
}

impl<F: Future> Future for Fuse<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        if self.terminated {
            return Poll::Pending;
        }
        let poll = self.future.as_mut().poll(cx);
        self.terminated = poll.is_ready();
        poll
    }
}
