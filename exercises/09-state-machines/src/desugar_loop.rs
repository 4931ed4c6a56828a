//! Exercise 09/desugar_loop: an async function with a loop, taken apart.
//!
//! This is the function:
//!
//! ```
//! async fn until<W: Future<Output = u32>>(enough: u32, waits: Vec<W>) -> Vec<u32> {
//!     let mut values = Vec::new();
//!     let mut sum = 0;
//!     for wait in waits {
//!         let value = wait.await;
//!         values.push(value);
//!         sum += value;
//!         if sum >= enough {
//!             break;
//!         }
//!     }
//!     values
//! }
//! ```
//!
//! Write the enum that does the same, poll for poll and drop for drop: give [`Until`] the states that are missing, and write
//! its `poll`. What lives across the await? The futures that it waits for are `Unpin`: `Pin::new(&mut wait)` is allowed.

use std::pin::Pin;
use std::task::{Context, Poll};

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
}

/// The same as `until(enough, waits)`.
pub fn until_by_hand<W>(enough: u32, waits: Vec<W>) -> Until<W> {
    Until::Start { enough, waits }
}

impl<W: Future<Output = u32> + Unpin> Future for Until<W> {
    type Output = Vec<u32>;

    /// # Panics
    /// If it is polled after it has finished, as async functions do.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<u32>> {
        let _ = cx;
        todo!(
            "wait for one after the other until it is enough, and remember between polls what lives across the await"
        )
    }
}
