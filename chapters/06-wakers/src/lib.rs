//! Wakers: how a future says that it is ready.
//!
//! **The question.** How does it say that it is ready?
//!
//! **Brings along.** Nothing but std's `Future`, `Poll` and `Context`, which chapter 05 is about.
//!
//! **New here** (later chapters use the first line):
//! - [`Park`], [`Unparker`], [`ThreadPark`]: how a thread sleeps, and how others end its sleep;
//! - [`block_on`], [`drive`], [`Driving`]: one future, driven to its end;
//! - [`in_thread`], [`sleep`], [`Slot`]: futures that another thread completes;
//! - [`Promise`], [`Calls`], [`turn`]: `asyncio.Future`, and the queue of its calls.
//!
//! **Left out on purpose.** More than one future at a time (chapter 07), timers that cost no thread (10), sockets (11).
#![warn(missing_docs)]

mod block_on;
mod in_thread;
mod park;
mod promise;
mod sync;

pub use block_on::{Driving, block_on, drive};
pub use in_thread::{InThread, Sleep, Slot, in_thread, sleep};
pub use park::{Park, ThreadPark, Unparker};
pub use promise::{CallbackId, Calls, Promise, PromiseError, turn};
