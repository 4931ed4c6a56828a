//! A branch, with a borrow across an await: the compiler keeps a reference, by hand it is an index.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What nobody haggles over.
pub const FAIR: u32 = 10;

// ANCHOR: by_compiler
/// The lowest of three prices, less what `haggle` gets off it; a fair price is paid at once.
///
/// Dropping it drops `haggle`, whether it was polled or not.
pub async fn cheapest<W: Future<Output = u32>>(prices: [u32; 3], haggle: W) -> u32 {
    let [a, b, c] = &prices;
    let best: &u32 = a.min(b).min(c);
    if *best <= FAIR {
        return *best;
    }
    let off = haggle.await;
    *best - off
}
// ANCHOR_END: by_compiler

// ANCHOR: states
/// [`cheapest`], written by hand in safe code: `best` is a place in `prices`, where the compiler keeps a reference.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub enum Cheapest<W> {
    /// Nobody has polled it.
    Start {
        /// The second argument; dropped first, as the last local would be.
        haggle: W,
        /// The first argument.
        prices: [u32; 3],
    },
    /// It waits in `haggle.await`. The prices live across this await, and which of them is best.
    Haggling {
        /// What it waits for.
        haggle: W,
        /// The place of the lowest price.
        best: usize,
        /// The prices.
        prices: [u32; 3],
    },
    /// It has finished (or panicked) and owns nothing.
    Done,
}
// ANCHOR_END: states

// ANCHOR: poll
impl<W: Future<Output = u32> + Unpin> Future for Cheapest<W> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            match mem::replace(&mut *self, Self::Done) {
                Self::Start { haggle, prices } => {
                    let best = place_of_lowest(prices);
                    if prices[best] <= FAIR {
                        return Poll::Ready(prices[best]); // `haggle` is dropped here, and was never polled
                    }
                    *self = Self::Haggling {
                        haggle,
                        best,
                        prices,
                    };
                }
                Self::Haggling {
                    mut haggle,
                    best,
                    prices,
                } => match Pin::new(&mut haggle).poll(cx) {
                    Poll::Ready(off) => return Poll::Ready(prices[best] - off),
                    Poll::Pending => {
                        *self = Self::Haggling {
                            haggle,
                            best,
                            prices,
                        };
                        return Poll::Pending;
                    }
                },
                Self::Done => panic!("`Cheapest` was polled after it had finished"),
            }
        }
    }
}
// ANCHOR_END: poll

fn place_of_lowest([a, b, c]: [u32; 3]) -> usize {
    if a <= b && a <= c {
        0
    } else if b <= c {
        1
    } else {
        2
    }
}

/// The same as [`cheapest`], as a value of the enum.
pub fn cheapest_by_hand<W>(prices: [u32; 3], haggle: W) -> Cheapest<W> {
    Cheapest::Start { haggle, prices }
}
