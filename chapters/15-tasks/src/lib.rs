//! Tasks on Tokio as asyncio has them: shared handles with names, results that wait, and cancels that can be answered.
//!
//! **The question.** What is a task?
//!
//! **Brings along.** Nothing by code. From chapter 07 it takes the idea: a task is a future that an executor has taken over, and a
//! handle is a future of its result. Here the executor is Tokio.
//!
//! **New here:**
//! - [`TaskError`] and [`flatten`]: the three ways in which a task does not give its value, in one `Result`;
//! - [`create_task`] and [`Task`]: asyncio's handle: many may await it, its end can be looked at, an error that nobody looks at is
//!   reported ([`with_reporter`]);
//! - [`create_cooperative`] and [`Requests`]: a task that is asked to stop, and answers;
//! - [`inherit`]: a task-local's value, copied when the task is made;
//! - [`run`] and [`supervise`]: nobody is left behind, and nothing that failed is lost; [`all_tasks`] says who is there.
//!
//! **Left out on purpose.** Waiting for many tasks (chapters 16 and 17), tasks that belong to somebody (18), time limits and
//! shields (19), a handle for the task that is running now.
#![warn(missing_docs)]

mod error;
mod inherit;
mod report;
mod requests;
mod running;
mod shared;
mod spawn;
mod supervise;
mod surroundings;
mod task;

pub use error::{Panic, TaskError, TaskResult, flatten};
pub use inherit::inherit;
pub use report::{Unretrieved, with_reporter};
pub use requests::{Cancelled, Requests};
pub use spawn::{create_cooperative, create_task};
pub use supervise::{all_tasks, run, supervise};
pub use task::Task;
