//! Exercise 09/desugar_branch: an async function with a branch, taken apart.
//!
//! This is the function:
//!
//! ```
//! async fn price<C, O>(amount: u32, cache: C, origin: O) -> u32
//! where
//!     C: Future<Output = Option<u32>>,
//!     O: Future<Output = u32>,
//! {
//!     let unit = match cache.await {
//!         Some(unit) => unit,
//!         None => origin.await,
//!     };
//!     amount * unit
//! }
//! ```
//!
//! Write the enum that does the same, poll for poll and drop for drop: give [`Price`] the states that are missing, and write
//! its `poll`. The futures that it waits for are `Unpin`: `Pin::new(&mut cache)` is allowed.

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
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let _ = cx;
        todo!("go from state to state until something is pending or all is done")
    }
}
