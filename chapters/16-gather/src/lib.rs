//! Waiting for all of several tasks, as asyncio's `gather` does it: results in order, the first error at once, and nobody stopped
//! by the failure of another.
//!
//! **The question.** How do I wait for all of them?
//!
//! **Brings along.** From chapter 15: [`Task`](ch15_tasks::Task), a handle that many may hold and await, and that leaves its task
//! alone when it is dropped; [`TaskError`](ch15_tasks::TaskError), the three ways in which a task gives no value; and
//! [`Requests`](ch15_tasks::Requests), by which a task hears that it is to stop.
//!
//! **New here:**
//! - [`gather`]: the values of all tasks, or the first error;
//! - [`gather_settled`]: what became of each task, errors included (`return_exceptions=True`);
//! - [`gather_limited`]: futures, of which only some run at a time;
//! - [`gather_tuple!`]: tasks of unlike types, and a tuple of their values.
//!
//! What they do to the others:
//!
//! | | an error, a panic | dropped while it waits |
//! |---|---|---|
//! | [`gather`], [`gather_tuple!`] | the others run on, unheard | asks those that have not ended to stop |
//! | [`gather_settled`] | stands in its place; the others are waited for | the same |
//! | [`gather_limited`] | those that have started run on, the rest never starts | the same, and the rest never starts |
//!
//! **Left out on purpose.** Waiting for *some* of them (chapter 17), and a group in which an error stops the others and nobody
//! is left running (18).
#![warn(missing_docs)]

mod children;
mod gather;
mod limited;
mod passing_on;
mod settled;
mod unlike;

pub use gather::{Gather, gather};
pub use limited::gather_limited;
pub use settled::{GatherSettled, gather_settled};
#[doc(hidden)]
pub use tokio;
#[doc(hidden)]
pub use unlike::Unlike;
