// WRONG: looks at the tasks instead of awaiting them: who still runs is left out.
// JUDGE: for tasks that end at 30, 10 and 20 ms, the third with an error, the answer gave

//! Exercise 16/settle: what became of each.

use std::fmt::Display;

use ch15_tasks::{Task, TaskError};

/// What became of some tasks, each with its place among them.
#[derive(Debug, PartialEq, Eq)]
pub struct Settled<T, E> {
    /// The values, in the order of the tasks.
    pub values: Vec<(usize, T)>,
    /// Why the others gave none, in the order of the tasks: they failed, were cancelled, or panicked.
    pub errors: Vec<(usize, TaskError<E>)>,
}

/// Waits for all `tasks`, whatever becomes of any of them, and sorts values from errors.
///
/// Dropped while it waits, it leaves the tasks alone: they run on, and a later error is reported unless somebody looks at it.
pub async fn settle<T, E>(tasks: Vec<Task<T, E>>) -> Settled<T, E>
where
    T: Clone,
    E: Clone + Display,
{
    let mut settled = Settled {
        values: Vec::new(),
        errors: Vec::new(),
    };
    for (place, task) in tasks.into_iter().enumerate() {
        match task.result() {
            Some(Ok(value)) => settled.values.push((place, value)),
            Some(Err(error)) => settled.errors.push((place, error)),
            None => {}
        }
    }
    settled
}
