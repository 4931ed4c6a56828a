//! The first of two futures.

use std::pin::Pin;
use std::task::{Context, Poll};

/// One of two things.
#[derive(Debug, PartialEq, Eq)]
pub enum Either<L, R> {
    /// The first.
    Left(L),
    /// The second.
    Right(R),
}

// ANCHOR: select
type Pair<A, B> = (Pin<Box<A>>, Pin<Box<B>>);

/// A future that is ready when one of two others is; made by [`select`].
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Select<A, B> {
    /// `None` once one of them has won.
    both: Option<Pair<A, B>>,
}

impl<A: Future, B: Future> Future for Select<A, B> {
    /// The winner's output, and the other future, unfinished.
    type Output = Either<(A::Output, Pin<Box<B>>), (B::Output, Pin<Box<A>>)>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let both = self.both.take();
        let (mut a, mut b) = both.expect("Select was polled after it had given Ready");
        if let Poll::Ready(output) = a.as_mut().poll(cx) {
            return Poll::Ready(Either::Left((output, b)));
        }
        if let Poll::Ready(output) = b.as_mut().poll(cx) {
            return Poll::Ready(Either::Right((output, a)));
        }
        self.both = Some((a, b)); // a box moves, what is in it stays where it is
        Poll::Pending
    }
}
// ANCHOR_END: select

/// A future that polls `a`, then `b`, until one is ready, and gives its output together with the other, unfinished future.
///
/// It is biased: if both could be ready, `a` wins and `b` is not even polled.
///
/// ```
/// use ch05_futures::{Countdown, Either, ready, select};
/// match judge::run(select(Countdown::new(5), ready(1))) {
///     Either::Left(_) => unreachable!("the countdown needs six polls"),
///     Either::Right((output, countdown)) => assert_eq!((output, countdown.left()), (1, 4)),
/// }
/// ```
///
/// Dropping it drops both futures. The loser is yours: keep it and it can go on, drop it and it is cancelled.
///
/// # Panics
/// The future panics when it is polled after it has given its output.
pub fn select<A: Future, B: Future>(a: A, b: B) -> Select<A, B> {
    Select {
        both: Some((Box::pin(a), Box::pin(b))),
    }
}
