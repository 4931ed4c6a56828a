// WRONG: stays in the state of the cache while it waits for the origin, and polls the cache again.
// JUDGE: `cache` was polled again after it had given Ready

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The async function `price` as an enum: a state for every place where it can be between two polls.
#[derive(Debug)]
pub enum Price<C, O> {
    /// Nobody has polled it: there are only the arguments.
    Start {
        /// How many are bought.
        amount: u32,
        /// Knows the price of one, perhaps.
        cache: C,
        /// Knows the price of one, and is asked only if the cache does not.
        origin: O,
    },
    /// It waits in `cache.await`.
    Cache {
        /// What it waits for; dropped first.
        cache: C,
        /// Lives across the await: perhaps it is needed.
        origin: O,
        /// Lives across the await.
        amount: u32,
    },
    /// It waits in `origin.await`.
    Origin {
        /// What it waits for.
        origin: O,
        /// Lives across the await.
        amount: u32,
    },
    /// It has finished.
    Done,
}

/// The same as `price(amount, cache, origin)`.
pub fn price_by_hand<C, O>(amount: u32, cache: C, origin: O) -> Price<C, O> {
    Price::Start {
        amount,
        cache,
        origin,
    }
}

impl<C, O> Future for Price<C, O>
where
    C: Future<Output = Option<u32>> + Unpin,
    O: Future<Output = u32> + Unpin,
{
    type Output = u32;

    /// # Panics
    /// If it is polled after it has finished, as async functions do.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        loop {
            match mem::replace(&mut *self, Self::Done) {
                Self::Start {
                    amount,
                    cache,
                    origin,
                } => {
                    *self = Self::Cache {
                        cache,
                        origin,
                        amount,
                    };
                }
                Self::Cache {
                    mut cache,
                    origin,
                    amount,
                } => {
                    let mut origin = origin;
                    let unit = match Pin::new(&mut cache).poll(cx) {
                        Poll::Ready(Some(unit)) => Poll::Ready(unit),
                        Poll::Ready(None) => Pin::new(&mut origin).poll(cx),
                        Poll::Pending => Poll::Pending,
                    };
                    let Poll::Ready(unit) = unit else {
                        *self = Self::Cache {
                            cache,
                            origin,
                            amount,
                        };
                        return Poll::Pending;
                    };
                    return Poll::Ready(amount * unit);
                }
                Self::Origin { mut origin, amount } => {
                    let Poll::Ready(unit) = Pin::new(&mut origin).poll(cx) else {
                        *self = Self::Origin { origin, amount };
                        return Poll::Pending;
                    };
                    return Poll::Ready(amount * unit);
                }
                Self::Done => panic!("`Price` was polled after it had finished"),
            }
        }
    }
}
