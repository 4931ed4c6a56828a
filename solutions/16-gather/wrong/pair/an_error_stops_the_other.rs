// WRONG: keeps its guards armed when one fails: the other is cancelled.
// JUDGE: when b failed at 10 ms, the answer let a

//! Exercise 16/pair: two tasks of unlike types.

use std::fmt::Display;

use ch15_tasks::{Task, TaskResult};

/// Asks a task to stop when it is dropped.
struct CancelOnDrop<T, E: Display>(Option<Task<T, E>>);

impl<T, E: Display> Drop for CancelOnDrop<T, E> {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.cancel();
        }
    }
}

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
    let _guards = (CancelOnDrop(Some(a.clone())), CancelOnDrop(Some(b.clone())));
    tokio::try_join!(a, b)
}
