//! A straight line: two waits, one after the other.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: by_compiler
/// Waits for `first`, then for `second`, and adds what they give.
///
/// Dropping it drops what it has not finished; what `first` gave is lost with it.
pub async fn add(first: impl Future<Output = u32>, second: impl Future<Output = u32>) -> u32 {
    let a = first.await;
    let b = second.await;
    a + b
}
// ANCHOR_END: by_compiler

// ANCHOR: states
/// [`add`], written by hand: a state for every place where it can be between two polls.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub enum Add<A, B> {
    /// Nobody has polled it: nothing has run, there are only the arguments.
    Start {
        /// The first argument.
        first: A,
        /// The second argument.
        second: B,
    },
    /// It waits in `first.await`. `second` lives across this await.
    First {
        /// What it waits for.
        first: A,
        /// Still to come.
        second: B,
    },
    /// It waits in `second.await`. `a` lives across this await; `first` is gone.
    Second {
        /// What it waits for.
        second: B,
        /// What `first` gave.
        a: u32,
    },
    /// It has finished (or panicked) and owns nothing.
    Done,
}
// ANCHOR_END: states

// ANCHOR: poll
impl<A: Future<Output = u32> + Unpin, B: Future<Output = u32> + Unpin> Future for Add<A, B> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            match mem::replace(&mut *self, Self::Done) {
                Self::Start { first, second } => *self = Self::First { first, second },
                // Bound in this order, so that `first` is dropped first if it panics.
                Self::First { second, mut first } => match Pin::new(&mut first).poll(cx) {
                    Poll::Ready(a) => *self = Self::Second { second, a },
                    Poll::Pending => {
                        *self = Self::First { first, second };
                        return Poll::Pending;
                    }
                },
                Self::Second { mut second, a } => match Pin::new(&mut second).poll(cx) {
                    Poll::Ready(b) => return Poll::Ready(a + b),
                    Poll::Pending => {
                        *self = Self::Second { second, a };
                        return Poll::Pending;
                    }
                },
                Self::Done => panic!("`Add` was polled after it had finished"),
            }
        }
    }
}
// ANCHOR_END: poll

/// The same as [`add`], as a value of the enum.
pub fn add_by_hand<A, B>(first: A, second: B) -> Add<A, B> {
    Add::Start { first, second }
}
