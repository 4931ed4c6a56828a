// WRONG: expects words in every panic, and panics where there are none.
// JUDGE: the answer expected words in every panic

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
    let error = match handle.await {
        Ok(result) => return result.map_err(Failure::Failed),
        Err(error) => error,
    };
    let Ok(payload) = error.try_into_panic() else {
        return Err(Failure::Cancelled);
    };
    let literal = payload.downcast_ref::<&str>().copied();
    let formatted = payload.downcast_ref::<String>().map(String::as_str);
    let words = literal
        .or(formatted)
        .expect("the answer expected words in every panic");
    Err(Failure::Panicked(words.to_owned()))
}
