//! A future around a future.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: map
/// A future whose output goes through a function; made by [`map`].
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Map<F, G> {
    future: Pin<Box<F>>,
    /// `None` once it was called.
    function: Option<G>,
}

impl<F: Future, G: FnOnce(F::Output) -> T, T> Future for Map<F, G> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        assert!(
            self.function.is_some(),
            "Map was polled after it had given Ready"
        );
        match self.future.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(output) => {
                let function = self.function.take().expect("it was there a moment ago");
                Poll::Ready(function(output))
            }
        }
    }
}
// ANCHOR_END: map

// What must not move is in the box; the function is called, never polled.
impl<F, G> Unpin for Map<F, G> {}

/// A future that polls `future` and gives what `function` makes of its output.
///
/// ```
/// let length = ch05_futures::map(ch05_futures::ready("lift-off"), str::len);
/// assert_eq!(judge::run(length), 8);
/// ```
///
/// Dropping it drops the future; the function is not called.
///
/// # Panics
/// The future panics when it is polled after it has given its output.
pub fn map<F: Future, G: FnOnce(F::Output) -> T, T>(future: F, function: G) -> Map<F, G> {
    Map {
        future: Box::pin(future),
        function: Some(function),
    }
}
