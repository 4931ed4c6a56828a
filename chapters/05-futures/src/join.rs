//! Both of two futures.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::MaybeDone;

// ANCHOR: join
/// A future that is ready when two others have been; made by [`join`].
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Join<A: Future, B: Future> {
    a: MaybeDone<A>,
    b: MaybeDone<B>,
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // Both, whatever the first one says: with `&&`, b would not begin before a is done.
        let done = [self.a.poll_unfinished(cx), self.b.poll_unfinished(cx)];
        if done != [true, true] {
            return Poll::Pending;
        }
        match (self.a.take_output(), self.b.take_output()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => panic!("Join was polled after it had given Ready"),
        }
    }
}
// ANCHOR_END: join

/// A future that polls `a`, then `b`, whenever it is polled, leaves out the one that has finished, and gives both outputs.
///
/// ```
/// let both = ch05_futures::join(ch05_futures::ready(1), ch05_futures::ready("one"));
/// assert_eq!(judge::run(both), (1, "one"));
/// ```
///
/// A child is dropped as soon as it has finished. Dropping the join drops both, and the output of one that had finished.
///
/// # Panics
/// The future panics when it is polled after it has given its output.
pub fn join<A: Future, B: Future>(a: A, b: B) -> Join<A, B> {
    Join {
        a: MaybeDone::Future(Box::pin(a)),
        b: MaybeDone::Future(Box::pin(b)),
    }
}
