// WRONG: gives up with the last Pending that it should have passed on.
// JUDGE: with a limit of 1, for a future that is pending 1 times, the answer gave Err(Elapsed)

use std::pin::Pin;
use std::task::{Context, Poll};

/// The future was pending once too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

/// A future that polls another one and passes on at most `limit` times that it is pending.
///
/// When the other future is pending once more, the result is `Err(Elapsed)`. When it is ready, the result is `Ok`, even if
/// no patience was left: the future is asked first.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct TimeoutPolls<F> {
    future: Pin<Box<F>>,
    /// How often it may still be pending.
    left: usize,
}

impl<F: Future> TimeoutPolls<F> {
    /// A future that is patient with `future` for `limit` times of Pending.
    pub fn new(limit: usize, future: F) -> Self {
        Self {
            future: Box::pin(future),
            left: limit,
        }
    }
}

impl<F: Future> Future for TimeoutPolls<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(output) = self.future.as_mut().poll(cx) {
            return Poll::Ready(Ok(output));
        }
        if self.left <= 1 {
            return Poll::Ready(Err(Elapsed));
        }
        self.left -= 1;
        Poll::Pending
    }
}
