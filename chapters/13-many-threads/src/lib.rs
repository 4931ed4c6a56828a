//! An executor whose tasks move: several threads, and work that is stolen.
//!
//! **The question.** What changes when tasks move?
//!
//! **Brings along.** From chapter 05, [`yield_now`]: pending once. From chapter 06, [`Park`](ch06_wakers::Park), by which
//! workers sleep, and [`drive`](ch06_wakers::drive), which polls `main`. Beside them the crate `crossbeam-deque`: a queue
//! whose owner works at one end while thieves take from the other.
//!
//! **New here.** The words are those of chapters 07 and 12: [`Executor`], [`block_on`], [`spawn`], [`JoinHandle`],
//! [`JoinError`]. What is different is the bound `Send`. For the model checker, the three structures that threads share are
//! public: [`State`], where a task stands; [`Sleepers`], who sleeps and whom a push wakes; [`Handover`], a result's way from
//! the task to its handle.
//!
//! **Left out on purpose.** Timers and sockets (chapters 10 to 12 have them, for one thread), threads for work that blocks
//! (chapter 22), one allocation for a task (chapter 12: it takes unsafe code).
#![warn(missing_docs)]

mod executor;
mod handover;
mod join_handle;
mod registry;
mod sleepers;
mod state;
mod sync;
mod task;
mod worker;

pub use ch05_futures::yield_now;
pub use executor::{Executor, block_on, spawn};
pub use handover::Handover;
pub use join_handle::{JoinError, JoinHandle};
pub use sleepers::Sleepers;
pub use state::State;
