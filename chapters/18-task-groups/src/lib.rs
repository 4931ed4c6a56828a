//! Task groups: whoever opens one leaves when everybody in it has ended.
//!
//! **The question.** Who cleans up?
//!
//! **Brings along** from chapter 15: [`Requests`](ch15_tasks::Requests), by which a task is asked to stop, and
//! [`TaskError`](ch15_tasks::TaskError), the three ways in which a task gives no value.
//!
//! **New here:**
//! - [`task_group`], [`Group`], [`Child`]: children are tasks of their own; a failure stops all, and all are awaited;
//! - [`cooperative_group`]: the same inside a task that can be asked to stop, with a body that answers;
//! - [`GroupError`], [`Failure`]: what went wrong, as a tree that is never empty;
//! - [`scope`], [`Scope`], [`Scoped`]: children share the caller's task, and may borrow.
//!
//! **Left out on purpose:** children that borrow and run in parallel (`examples/use_after_free.rs` shows why); stopping a group from inside without
//! an error; limits and deadlines (chapter 19).
#![warn(missing_docs)]

mod cell;
mod child;
mod error;
mod group;
mod member;
mod scope;
mod slot;
mod spawned;
mod task_group;
mod turns;

pub use child::{Child, Scoped};
pub use error::{Closed, Failure, GroupError, Lost, Refused, Stop, Why};
pub use group::Group;
pub use scope::{Scope, scope};
pub use task_group::{cooperative_group, task_group};
