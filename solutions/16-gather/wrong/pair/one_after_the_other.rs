// WRONG: awaits a, then b: an error of b is heard when a has ended.
// JUDGE: when b failed at 10 ms, before a, the answer gave

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
    let mut guards = (CancelOnDrop(Some(a.clone())), CancelOnDrop(Some(b.clone())));
    let both = async { Ok((a.await?, b.await?)) }.await;
    (guards.0.0, guards.1.0) = (None, None); // whoever has not ended runs on
    both
}
