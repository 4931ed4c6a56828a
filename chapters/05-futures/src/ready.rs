//! A value that is there already.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: ready
/// A future that gives its value at the first poll; made by [`ready`].
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Ready<T> {
    /// `None` once it was given away.
    value: Option<T>,
}

impl<T> Future for Ready<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        let value = self.value.take();
        Poll::Ready(value.expect("Ready was polled after it had given its value"))
    }
}
// ANCHOR_END: ready

// The value is handed out, never polled: it may be moved, whatever it is.
impl<T> Unpin for Ready<T> {}

/// A future that gives `value` at the first poll.
///
/// ```
/// use std::task::{Context, Poll, Waker};
/// let mut future = std::pin::pin!(ch05_futures::ready(5));
/// assert_eq!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(5));
/// ```
///
/// Dropping it drops the value.
///
/// # Panics
/// The future panics when it is polled a second time.
pub fn ready<T>(value: T) -> Ready<T> {
    Ready { value: Some(value) }
}
