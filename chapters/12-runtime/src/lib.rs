//! A runtime: the parts put together, and made fast in measured steps.
#![warn(missing_docs)]

mod context;
mod remote;
mod runtime;
pub mod s1_textbook;
pub mod s2_local;
pub mod s3_numbers;
mod s4_one_allocation;
mod sync;
mod tasks;
mod word;

pub use ch05_futures::yield_now;
pub use runtime::block_on;
pub use s4_one_allocation::{JoinError, JoinHandle, spawn};
