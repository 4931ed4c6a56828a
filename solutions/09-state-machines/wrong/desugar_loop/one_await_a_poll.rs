// WRONG: returns Pending after every wait that is over, and nobody has a reason to poll again.
// JUDGE: comes "`until` is pending"; right is "`two` is polled"

use std::pin::Pin;
use std::task::{Context, Poll};
use std::{mem, vec};

/// The async function `until` as an enum: a state for every place where it can be between two polls.
#[derive(Debug)]
pub enum Until<W> {
    /// Nobody has polled it: there are only the arguments.
    Start {
        /// The sum at which it stops waiting.
        enough: u32,
        /// What it waits for, one after the other.
        waits: Vec<W>,
    },
    /// It waits in `wait.await`.
    Waiting {
        /// What it waits for; dropped first.
        wait: W,
        /// What lives across the await beside it.
        kept: Kept<W>,
    },
    /// It has finished.
    Done,
}

/// What lives across the await.
#[derive(Debug)]
pub struct Kept<W> {
    enough: u32,
    sum: u32,
    values: Vec<u32>,
    rest: vec::IntoIter<W>,
}

/// The same as `until(enough, waits)`.
pub fn until_by_hand<W>(enough: u32, waits: Vec<W>) -> Until<W> {
    Until::Start { enough, waits }
}

impl<W: Future<Output = u32> + Unpin> Future for Until<W> {
    type Output = Vec<u32>;

    /// # Panics
    /// If it is polled after it has finished, as async functions do.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<u32>> {
        loop {
            let mut kept = match mem::replace(&mut *self, Self::Done) {
                Self::Start { enough, waits } => Kept {
                    enough,
                    sum: 0,
                    values: Vec::new(),
                    rest: waits.into_iter(),
                },
                Self::Waiting { mut wait, mut kept } => match Pin::new(&mut wait).poll(cx) {
                    Poll::Pending => {
                        *self = Self::Waiting { wait, kept };
                        return Poll::Pending;
                    }
                    Poll::Ready(value) => {
                        drop(wait); // the await is over
                        kept.values.push(value);
                        kept.sum += value;
                        if kept.sum >= kept.enough {
                            return Poll::Ready(kept.values);
                        }
                        kept
                    }
                },
                Self::Done => panic!("`Until` was polled after it had finished"),
            };
            match kept.rest.next() {
                Some(wait) if kept.values.is_empty() => *self = Self::Waiting { wait, kept },
                Some(wait) => {
                    *self = Self::Waiting { wait, kept };
                    return Poll::Pending;
                }
                None => return Poll::Ready(kept.values),
            }
        }
    }
}
