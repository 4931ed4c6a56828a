//! Exercise 16/run_on: the gather that leaves siblings running, on Tokio's own handles.

use tokio::task::{JoinError, JoinHandle};

/// Why a task gave no value.
#[derive(Debug)]
pub enum Failure<E> {
    /// It ended with an error of its own.
    Failed(E),
    /// It was aborted, or it panicked.
    Lost(JoinError),
}

/// Waits for all `tasks`, and gives their values in the order of `tasks`.
///
/// The first task to fail, be it the last in the list, ends the wait at once, with its failure; the others run on.
///
/// Dropped while it waits, it aborts the tasks that have not ended.
pub async fn gather<T, E>(tasks: Vec<JoinHandle<Result<T, E>>>) -> Result<Vec<T>, Failure<E>> {
    let _ = tasks;
    todo!("wait for whoever ends next; know its place; and know, when this is dropped, why")
}
