// WRONG: aborts the tasks when it is dropped: they are stopped, and nobody has asked them.
// JUDGE: dropped after 5 ms, with tasks of 30 and 20 ms, the answer aborted a: it was not asked

//! Exercise 16/pair: two tasks of unlike types.

use std::fmt::Display;

use ch15_tasks::{Task, TaskResult};

/// Stops a task when it is dropped.
struct AbortOnDrop<T, E: Display>(Option<Task<T, E>>);

impl<T, E: Display> Drop for AbortOnDrop<T, E> {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
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
    let mut guards = (AbortOnDrop(Some(a.clone())), AbortOnDrop(Some(b.clone())));
    let both = tokio::try_join!(a, b);
    (guards.0.0, guards.1.0) = (None, None); // whoever has not ended runs on
    both
}
