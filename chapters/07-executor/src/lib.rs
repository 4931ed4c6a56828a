//! An executor: who calls `poll`, and when.
//!
//! **The question.** Who calls `poll`?
//!
//! **Brings along.** From chapter 05, [`yield_now`]: pending once. From chapter 06, [`Park`](ch06_wakers::Park): how a thread
//! sleeps until somebody ends its sleep, and [`Slot`](ch06_wakers::Slot): where a result waits for whoever awaits it.
//! (The demos ask chapter 01's `thread_cpu_time` what waiting costs.)
//!
//! **New here**, in three steps:
//! - [`run_spinning`]: polls everything, round and round;
//! - [`run_woken`]: polls who was woken, and spins on an empty queue;
//! - the last step, which later chapters use: [`Executor`], [`block_on`], [`spawn`], [`JoinHandle`], [`JoinError`]:
//!   polls who was woken, and sleeps when nobody was.
//!
//! Beside it: [`CancelOnDrop`], a handle as smol has it, and [`VirtualPark`], for demos and tests.
//!
//! **Left out on purpose.** Timers (chapter 10), sockets (11), speed (12), more than one thread (13).
#![warn(missing_docs)]

mod cancel_on_drop;
mod executor;
mod join_handle;
mod s1_spin;
mod s2_wake;
mod virtual_park;

pub use cancel_on_drop::CancelOnDrop;
pub use ch05_futures::yield_now;
pub use executor::{Executor, block_on, spawn};
pub use join_handle::{JoinError, JoinHandle};
pub use s1_spin::{BoxedTask, run_spinning};
pub use s2_wake::run_woken;
pub use virtual_park::VirtualPark;
