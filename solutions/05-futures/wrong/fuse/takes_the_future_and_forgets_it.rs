// WRONG: takes the future out to poll it, and puts it back never: one Pending, and it is gone.
// JUDGE: the future was pending, and the answer dropped it

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that gives what another one gives, and is pending for ever after.
///
/// Once the other future has finished it is dropped, at once. From then on every poll gives Pending, keeps no waker and wakes
/// nobody: there is nothing to wait for.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Fuse<F> {
    future: Option<Pin<Box<F>>>,
}

impl<F: Future> Fuse<F> {
    /// A fuse around `future`, which has not been polled.
    pub fn new(future: F) -> Self {
        Self {
            future: Some(Box::pin(future)),
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
        let Some(mut future) = self.future.take() else {
            return Poll::Pending;
        };
        future.as_mut().poll(cx)
    }
}
