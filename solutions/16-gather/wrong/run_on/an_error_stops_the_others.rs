// WRONG: keeps its guard armed when it returns an error: the others are aborted.
// JUDGE: when one of two failed at 10 ms, the answer let the other one

//! Exercise 16/run_on: the gather that leaves siblings running, on Tokio's own handles.

use futures::StreamExt;
use futures::stream::FuturesUnordered;
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
    let _rest = AbortOnDrop(tasks.iter().map(JoinHandle::abort_handle).collect());
    let mut values: Vec<_> = tasks.iter().map(|_| None).collect();
    let numbered = tasks.into_iter().enumerate();
    let mut running: FuturesUnordered<_> = numbered
        .map(|(place, task)| async move { (place, task.await) })
        .collect();
    while let Some((place, ended)) = running.next().await {
        let end = match ended {
            Ok(result) => result.map_err(Failure::Failed),
            Err(lost) => Err(Failure::Lost(lost)),
        };
        values[place] = Some(end?);
    }
    Ok(values.into_iter().flatten().collect())
}
