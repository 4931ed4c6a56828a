//! Tasks on Tokio as asyncio has them: shared handles with names, results that wait, and cancels that can be answered.
//!
//! **The question.** What is a task?
//!
//! **New here:**
//! - [`TaskError`] and [`flatten`]: the three ways in which a task does not give its value, in one `Result`;
//! - [`create_task`] and [`Task`]: asyncio's handle: many may await it, its end can be looked at, an error that nobody looks at is
//!   reported ([`with_reporter`]);
//! - [`create_cooperative`] and [`Requests`]: a task that is asked to stop, and answers.
#![warn(missing_docs)]

mod error;
mod report;
mod requests;
mod shared;
mod spawn;
mod task;

pub use error::{Panic, TaskError, TaskResult, flatten};
pub use report::{Unretrieved, with_reporter};
pub use requests::{Cancelled, Requests};
pub use spawn::{create_cooperative, create_task};
pub use task::Task;
