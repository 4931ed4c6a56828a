//! Exercise 07/join_all: wait for all of them.

use ch07_executor::{JoinError, JoinHandle};

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
/// all others are waited for. Dropped while it waits, it cancels the tasks that have not finished, as asyncio's `gather` does
/// when it is cancelled. (Dropped before its first poll it has done nothing yet: an async function's body has not begun.)
pub async fn join_all<T, E>(tasks: Vec<JoinHandle<Result<T, E>>>) -> Vec<Result<T, Failure<E>>> {
    let _ = tasks;
    todo!("await each handle, and turn its two results into one")
}
