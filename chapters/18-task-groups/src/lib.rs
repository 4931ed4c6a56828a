//! Task groups: nobody leaves before everybody has ended.
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
