//! A loop: as many waits as there are, one after the other.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::{mem, vec};

// ANCHOR: by_compiler
/// Waits for each of `waits` in turn, and adds up what they give.
///
/// Dropping it drops what has not finished; the total so far is lost with it.
pub async fn total<W: Future<Output = u32>>(waits: Vec<W>) -> u32 {
    let mut total = 0;
    for wait in waits {
        total += wait.await;
    }
    total
}
// ANCHOR_END: by_compiler

// ANCHOR: states
/// [`total`], written by hand: there is one await in the text, so there is one state to wait in.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub enum Total<W> {
    /// Nobody has polled it.
    Start {
        /// The argument.
        waits: Vec<W>,
    },
    /// It waits in `wait.await`. The total and the loop's own iterator live across this await.
    Waiting {
        /// What it waits for.
        wait: W,
        /// What they gave so far.
        total: u32,
        /// Those still to come.
        rest: vec::IntoIter<W>,
    },
    /// It has finished (or panicked) and owns nothing.
    Done,
}
// ANCHOR_END: states

// ANCHOR: poll
impl<W: Future<Output = u32> + Unpin> Future for Total<W> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            let (total, mut rest) = match mem::replace(&mut *self, Self::Done) {
                Self::Start { waits } => (0, waits.into_iter()),
                Self::Waiting {
                    rest, // bound before `wait`, so that `wait` goes first if it panics
                    total,
                    mut wait,
                } => match Pin::new(&mut wait).poll(cx) {
                    Poll::Ready(value) => (total + value, rest),
                    Poll::Pending => {
                        *self = Self::Waiting { wait, total, rest };
                        return Poll::Pending;
                    }
                },
                Self::Done => panic!("`Total` was polled after it had finished"),
            };
            match rest.next() {
                Some(wait) => *self = Self::Waiting { wait, total, rest },
                None => return Poll::Ready(total),
            }
        }
    }
}
// ANCHOR_END: poll

/// The same as [`total`], as a value of the enum.
pub fn total_by_hand<W>(waits: Vec<W>) -> Total<W> {
    Total::Start { waits }
}
