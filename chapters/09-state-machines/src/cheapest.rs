//! A branch, with a borrow across an await: the compiler keeps a reference, by hand it is an index.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What nobody haggles over.
pub const FAIR: u32 = 10;

// ANCHOR: by_compiler
/// The lowest of three prices, less what `deal` gets off it; a fair price is paid at once.
///
/// Dropping it drops `deal`, whether it was polled or not.
pub async fn cheapest(prices: [u32; 3], deal: impl Future<Output = u32>) -> u32 {
    let [a, b, c] = &prices;
    let best: &u32 = a.min(b).min(c);
    if *best <= FAIR {
        return *best;
    }
    let off = deal.await;
    *best - off
}
// ANCHOR_END: by_compiler

// ANCHOR: states
/// [`cheapest`], written by hand in safe code. Where the compiler keeps a reference, `best` is a place
/// in `prices`.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub enum Cheapest<D> {
    /// Nobody has polled it.
    Start {
        /// The second argument.
        deal: D,
        /// The first argument.
        prices: [u32; 3],
    },
    /// It waits in `deal.await`. The prices live across this await, and which of them is best.
    Dealing {
        /// What it waits for.
        deal: D,
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
impl<D: Future<Output = u32> + Unpin> Future for Cheapest<D> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let (mut deal, best, prices) = match mem::replace(&mut *self, Self::Done) {
            Self::Start { deal, prices } => {
                let best = place_of_lowest(prices);
                if prices[best] <= FAIR {
                    return Poll::Ready(prices[best]); // `deal` is dropped here, and was never polled
                }
                (deal, best, prices)
            }
            Self::Dealing { deal, best, prices } => (deal, best, prices),
            Self::Done => panic!("`Cheapest` was polled after it had finished"),
        };
        match Pin::new(&mut deal).poll(cx) {
            Poll::Ready(off) => Poll::Ready(prices[best] - off),
            Poll::Pending => {
                *self = Self::Dealing { deal, best, prices };
                Poll::Pending
            }
        }
    }
}
// ANCHOR_END: poll

fn place_of_lowest(prices: [u32; 3]) -> usize {
    let lowest = (0..3).min_by_key(|place| prices[*place]);
    lowest.expect("there are three")
}

/// The same as [`cheapest`], as a value of the enum.
pub fn cheapest_by_hand<D>(prices: [u32; 3], deal: D) -> Cheapest<D> {
    Cheapest::Start { deal, prices }
}
