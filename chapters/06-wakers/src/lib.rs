//! Wakers: how a future says that it is ready.
//!
//! **The question.** How does it say that it is ready?
//!
//! **New here.**
//! - [`Park`], [`Unparker`], [`ThreadPark`]: how a thread sleeps, and how others end its sleep (chapters 07 and 11 use them);
//! - [`block_on`], [`drive`], [`Driving`]: one future, driven to its end.
#![warn(missing_docs)]

mod block_on;
mod park;
mod sync;

pub use block_on::{Driving, block_on, drive};
pub use park::{Park, ThreadPark, Unparker};
