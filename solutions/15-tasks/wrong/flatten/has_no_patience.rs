// WRONG: takes a task that needs more than a second for a cancelled one.
// JUDGE: for a task that gives 7 after an hour, the answer gave Err(Cancelled)

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
    let Ok(joined) = tokio::time::timeout(std::time::Duration::from_secs(1), handle).await else {
        return Err(Failure::Cancelled);
    };
    match joined {
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
