// WRONG: asks whether the task has ended, again and again, and never lets the clock go on.
// JUDGE: the runtime never came to rest, so the paused clock stood still

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
    while !handle.is_finished() {
        tokio::task::yield_now().await;
    }
    match handle.await {
        Ok(result) => result.map_err(Failure::Failed),
        Err(error) => Err(match error.try_into_panic() {
            Ok(payload) => {
                let words = if let Some(words) = payload.downcast_ref::<&'static str>() {
                    (*words).to_owned()
                } else if let Some(words) = payload.downcast_ref::<String>() {
                    words.clone()
                } else {
                    "no words".to_owned()
                };
                Failure::Panicked(words)
            }
            Err(_) => Failure::Cancelled,
        }),
    }
}
