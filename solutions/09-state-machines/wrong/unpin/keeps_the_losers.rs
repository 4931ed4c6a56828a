// WRONG: leaves the other children undropped when one has won, until somebody drops the answer.
// JUDGE: after it, these are dropped, the answer gave ""; right is "a b c d"

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that is ready when the first of many is, and gives its place in the list together with its output.
///
/// Each poll begins with another child: a b c, then b c a, then c a b, then from the beginning. When one is ready,
/// no other is polled any more, and all children are dropped in that poll.
#[derive(Debug)]
pub struct FirstOf<F> {
    /// The children, each with its place in the list that it came from. Nobody is left once it has finished.
    ///
    /// The boxes move when the list is rotated; what is in them does not.
    children: Vec<(usize, Pin<Box<F>>)>,
}

impl<F> FirstOf<F> {
    /// The first of `futures`.
    pub fn new(futures: Vec<F>) -> Self {
        Self {
            children: futures.into_iter().map(Box::pin).enumerate().collect(),
        }
    }
}

impl<F: Future> Future for FirstOf<F> {
    type Output = (usize, F::Output);

    /// # Panics
    /// If there is nobody to wait for: the list was empty, or it has finished.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        assert!(
            !self.children.is_empty(),
            "`FirstOf` was polled with nobody to wait for"
        );
        for at in 0..self.children.len() {
            let (place, child) = &mut self.children[at];
            if let Poll::Ready(output) = child.as_mut().poll(cx) {
                let place = *place;
                return Poll::Ready((place, output));
            }
        }
        self.children.rotate_left(1);
        Poll::Pending
    }
}
