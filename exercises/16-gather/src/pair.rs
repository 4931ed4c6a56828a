//! Exercise 16/pair: two tasks of unlike types.

use std::fmt::Display;

use ch15_tasks::{Task, TaskResult};

/// Waits for `a` and `b`, and gives both values.
///
/// The first to fail, be it `b`, ends the wait at once, with its error; the other runs on. If that fails later, it is up to you whether its
/// error is reported as never looked at (chapter 15).
///
/// Dropped while it waits, it asks both to stop.
pub async fn pair<A, B, E>(a: Task<A, E>, b: Task<B, E>) -> TaskResult<(A, B), E>
where
    A: Clone,
    B: Clone,
    E: Clone + Display,
{
    let _ = (a, b);
    todo!("both at once, the first error at once; and what if this is dropped in between?")
}
