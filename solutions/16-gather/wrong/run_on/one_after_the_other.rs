// WRONG: awaits in the order of the list: an error behind a slow task is heard late.
// JUDGE: when the second of three failed at 10 ms, before the others, the answer gave

//! Exercise 16/run_on: the gather that leaves siblings running, on Tokio's own handles.

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
    let mut values = Vec::new();
    for task in tasks {
        let end = match task.await {
            Ok(result) => result.map_err(Failure::Failed),
            Err(lost) => Err(Failure::Lost(lost)),
        };
        match end {
            Ok(value) => values.push(value),
            Err(failure) => {
                rest.0.clear();
                return Err(failure);
            }
        }
    }
    Ok(values)
}
