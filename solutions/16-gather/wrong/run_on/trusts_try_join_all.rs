// WRONG: uses `try_join_all`, which looks at more than 30 futures in the order of the list.
// JUDGE: when the last of forty failed at 10 ms, before the others, the answer gave

//! Exercise 16/run_on: the gather that leaves siblings running, on Tokio's own handles.

use futures::future::try_join_all;
use tokio::task::{AbortHandle, JoinError, JoinHandle};

/// Why a task gave no value.
#[derive(Debug)]
pub enum Failure<E> {
    /// It ended with an error of its own.
    Failed(E),
    /// It was aborted, or it panicked.
    Lost(JoinError),
}

/// Aborts tasks when it is dropped.
struct AbortOnDrop(Vec<AbortHandle>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

/// Waits for all `tasks`, and gives their values in the order of `tasks`.
///
/// The first task to fail, be it the last in the list, ends the wait at once, with its failure; the others run on.
///
/// Dropped while it waits, it aborts the tasks that have not ended.
pub async fn gather<T, E>(tasks: Vec<JoinHandle<Result<T, E>>>) -> Result<Vec<T>, Failure<E>> {
    let mut rest = AbortOnDrop(tasks.iter().map(JoinHandle::abort_handle).collect());
    let flat = tasks.into_iter().map(|task| async {
        match task.await {
            Ok(result) => result.map_err(Failure::Failed),
            Err(lost) => Err(Failure::Lost(lost)),
        }
    });
    let values = try_join_all(flat).await;
    rest.0.clear();
    values
}
