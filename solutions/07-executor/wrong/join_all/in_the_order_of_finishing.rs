// WRONG: asks all handles in turn and collects results as they come.
// JUDGE: for tasks 2, 4 and 6, which end after 30, 10 and 20 ms, the answer gave

//! Exercise 07/join_all: wait for all of them.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use ch07_executor::{CancelOnDrop, JoinError, JoinHandle};

/// Why a task gave no value.
#[derive(Debug)]
pub enum Failure<E> {
    /// It ended with an error of its own.
    Failed(E),
    /// It was cancelled, or it panicked.
    Lost(JoinError),
}

/// Waits for all `tasks`, and gives their results in the order of `tasks`, whatever order they end in.
///
/// What becomes of one task changes nothing for the others: an error, a panic or a cancelled task stands in its own place, and
/// all others are waited for. Dropped before it is done, it cancels the tasks that have not finished, as asyncio's `gather`
/// does when it is cancelled.
pub async fn join_all<T, E>(tasks: Vec<JoinHandle<Result<T, E>>>) -> Vec<Result<T, Failure<E>>> {
    // All of them at once: those that the loop has not come to are cancelled, too, if this is dropped.
    let mut tasks: Vec<_> = tasks.into_iter().map(CancelOnDrop).collect();
    let mut results = Vec::new();
    poll_fn(|cx| {
        tasks.retain_mut(|task| match Pin::new(&mut task.0).poll(cx) {
            Poll::Pending => true,
            Poll::Ready(Ok(result)) => {
                results.push(result.map_err(Failure::Failed));
                false
            }
            Poll::Ready(Err(lost)) => {
                results.push(Err(Failure::Lost(lost)));
                false
            }
        });
        if tasks.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    results
}
