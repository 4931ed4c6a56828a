//! Exercise 05/join3: all of three.

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
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _ = (&self.a, &self.b, &self.c, cx);
        let _ = (&self.from_a, &self.from_b, &self.from_c);
        todo!(
            "poll those that have given nothing yet, keep what they give, and be ready when all three have"
        )
    }
}
