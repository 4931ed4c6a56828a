// WRONG: lets the panic go on in the one who awaits.
// JUDGE: no rule

//! Exercise 15/flatten: one Result of two.

use tokio::task::JoinHandle;

/// Why a task gave no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure<E> {
    /// Its own error.
    Failed(E),
    /// It was aborted.
    Cancelled,
    /// It panicked, with these words; `"no words"` if the panic had none.
    Panicked(String),
}

/// Awaits the task, and gives its value or why there is none. It does not panic, whatever the task did.
pub async fn join<T, E>(handle: JoinHandle<Result<T, E>>) -> Result<T, Failure<E>> {
    match handle.await {
        Ok(result) => result.map_err(Failure::Failed),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Failure::Cancelled),
    }
}
