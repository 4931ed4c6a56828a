// WRONG: has no state for the end: polled again it multiplies by what it remembers.
// JUDGE: polled after it had finished, the answer gave Ok(Ready(21)); an async function panics there

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
    Done(u32),
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
            match mem::replace(&mut *self, Self::Done(0)) {
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
                    let Poll::Ready(known) = Pin::new(&mut cache).poll(cx) else {
                        *self = Self::Cache {
                            cache,
                            origin,
                            amount,
                        };
                        return Poll::Pending;
                    };
                    drop(cache); // the await is over: what was awaited goes first
                    match known {
                        Some(unit) => {
                            *self = Self::Done(amount * unit);
                            return Poll::Ready(amount * unit);
                        }
                        None => *self = Self::Origin { origin, amount },
                    }
                }
                Self::Origin { mut origin, amount } => {
                    let Poll::Ready(unit) = Pin::new(&mut origin).poll(cx) else {
                        *self = Self::Origin { origin, amount };
                        return Poll::Pending;
                    };
                    *self = Self::Done(amount * unit);
                    return Poll::Ready(amount * unit);
                }
                Self::Done(price) => {
                    *self = Self::Done(price);
                    return Poll::Ready(price);
                }
            }
        }
    }
}
