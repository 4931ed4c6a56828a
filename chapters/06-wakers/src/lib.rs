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
//! - [`Promise`], [`Calls`]: `asyncio.Future`, and the queue that makes its calls;
//! - [`waker_by_hand`]: the one waker of this book that is made of four functions and a pointer.
//!
//! **Left out on purpose.** More than one future at a time (chapter 07), timers that cost no thread (10), sockets (11).
#![warn(missing_docs)]

mod block_on;
mod calls;
mod in_thread;
mod park;
mod promise;
mod raw_waker;
mod slot;
mod sync;

pub use block_on::{Driving, block_on, drive};
pub use calls::Calls;
pub use in_thread::{InThread, Sleep, in_thread, sleep};
pub use park::{Park, ThreadPark, Unparker};
pub use promise::{CallbackId, InvalidState, Promise, PromiseError};
pub use raw_waker::waker_by_hand;
pub use slot::Slot;
