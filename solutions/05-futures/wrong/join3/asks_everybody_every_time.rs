// WRONG: polls all three in every poll, those that have finished too.
// JUDGE: was polled again after it had given Ready

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that is ready when three others have been, and gives their outputs in the order of the arguments.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Join3<A: Future, B: Future, C: Future> {
    a: Pin<Box<A>>,
    b: Pin<Box<B>>,
    c: Pin<Box<C>>,
    /// What a has given, once it has; and so for the others.
    from_a: Option<A::Output>,
    from_b: Option<B::Output>,
    from_c: Option<C::Output>,
}

impl<A: Future, B: Future, C: Future> Join3<A, B, C> {
    /// A join of three futures, none of which has been polled.
    pub fn new(a: A, b: B, c: C) -> Self {
        Self {
            a: Box::pin(a),
            b: Box::pin(b),
            c: Box::pin(c),
            from_a: None,
            from_b: None,
            from_c: None,
        }
    }
}

// What must not move is in the boxes.
impl<A: Future, B: Future, C: Future> Unpin for Join3<A, B, C> {}

impl<A: Future, B: Future, C: Future> Future for Join3<A, B, C> {
    type Output = (A::Output, B::Output, C::Output);

    /// Polls those that have not finished, each of them, whatever the others say. A future that has finished is not
    /// polled again.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        keep_output(&mut this.a, &mut this.from_a, cx);
        keep_output(&mut this.b, &mut this.from_b, cx);
        keep_output(&mut this.c, &mut this.from_c, cx);
        match (this.from_a.take(), this.from_b.take(), this.from_c.take()) {
            (Some(a), Some(b), Some(c)) => Poll::Ready((a, b, c)),
            unfinished => {
                (this.from_a, this.from_b, this.from_c) = unfinished;
                Poll::Pending
            }
        }
    }
}

/// Polls a future that has not given its output yet.
fn keep_output<F: Future>(
    future: &mut Pin<Box<F>>,
    output: &mut Option<F::Output>,
    cx: &mut Context<'_>,
) {
    if let Poll::Ready(given) = future.as_mut().poll(cx) {
        *output = Some(given);
    }
}
