// WRONG: keeps the waker of every poll, also when the future is gone.
// JUDGE: polled after Ready, the answer keeps a waker

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A future that gives what another one gives, and is pending for ever after.
///
/// Once the other future has finished it is dropped, at once. From then on every poll gives Pending, keeps no waker and wakes
/// nobody: there is nothing to wait for.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Fuse<F> {
    future: Option<Pin<Box<F>>>,
    waker: Option<Waker>,
}

impl<F: Future> Fuse<F> {
    /// A fuse around `future`, which has not been polled.
    pub fn new(future: F) -> Self {
        Self {
            future: Some(Box::pin(future)),
            waker: None,
        }
    }

    /// Whether the future has given its output, so that further polls are useless.
    pub fn is_terminated(&self) -> bool {
        self.future.is_none()
    }
}

impl<F: Future> Future for Fuse<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.waker = Some(cx.waker().clone());
        let Some(future) = &mut self.future else {
            return Poll::Pending;
        };
        let poll = future.as_mut().poll(cx);
        if poll.is_ready() {
            self.future = None;
        }
        poll
    }
}
