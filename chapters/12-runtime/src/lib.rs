//! A runtime: the parts put together, and made fast in measured steps.
#![warn(missing_docs)]

mod context;
pub mod net;
mod remote;
mod runtime;
pub mod s1_textbook;
pub mod s2_local;
pub mod s3_numbers;
mod s4_one_allocation;
mod sync;
mod tasks;
pub mod time;
mod word;

pub use ch05_futures::yield_now;
pub use ch10_timers::VirtualClock;
pub use runtime::{block_on, block_on_virtual};
pub use s4_one_allocation::{JoinError, JoinHandle, spawn};
