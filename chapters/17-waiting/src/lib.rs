//! Waiting for some of several tasks: asyncio's `wait` and `as_completed`, on Tokio.
//!
//! **The question.** How do I wait for some of them?
//!
//! **Brings along.** From chapter 15, [`Task`](ch15_tasks::Task): a handle that can be shared, looked at and awaited any number
//! of times, and that leaves its task alone when it is dropped. Everything here stands on the last of these.
//!
//! **New here:**
//! - [`wait`]: who is done and who is not, when the first one is done, fails, or all are, or the time is up;
//! - [`as_completed`]: tasks in the order in which they end.
//!
//! The demos show what Tokio and `futures` have in the same place, and how each of them bites: `select!`, `FuturesUnordered`,
//! `JoinSet`.
//!
//! **Left out on purpose.** Waiting for all and their results (chapter 16), groups that clean up (18), what a dropped future
//! may lose (19), `Stream` (21).
#![warn(missing_docs)]

mod as_completed;
mod wait;

pub use as_completed::{AsCompleted, as_completed};
pub use wait::{NothingToWaitFor, ReturnWhen, Waited, wait};
