// WRONG: pushes values as they come.
// JUDGE: the answer gave the values [2, 3, 1]; right is the values [1, 2, 3]

//! Exercise 18/all_or_first: all values, or the first error.

use std::panic::resume_unwind;

use futures::future::BoxFuture;
use tokio::task::JoinSet;

/// Runs `jobs` as tasks, all at the same time, and gives their values in the order of `jobs`.
///
/// If one fails, the others are aborted, and once all have ended (not earlier) its error is given; of several errors, the one
/// that came first. If one panics, the others are aborted, and once all have ended the first panic goes on here. It outranks
/// errors.
pub async fn all_or_first<T, E>(jobs: Vec<BoxFuture<'static, Result<T, E>>>) -> Result<Vec<T>, E>
where
    T: Send + 'static,
    E: Send + 'static,
{
    let mut values = Vec::new();
    let mut set = JoinSet::new();
    for job in jobs {
        set.spawn(job);
    }
    let (mut error, mut panic) = (None, None);
    while let Some(joined) = set.join_next().await {
        match joined.map_err(|lost| lost.try_into_panic()) {
            Ok(Ok(value)) => values.push(value),
            Ok(Err(failed)) => {
                set.abort_all();
                error.get_or_insert(failed);
            }
            Err(Ok(payload)) => {
                set.abort_all();
                panic.get_or_insert(payload);
            }
            Err(Err(_aborted)) => (),
        }
    }
    if let Some(payload) = panic {
        resume_unwind(payload);
    }
    match error {
        Some(error) => Err(error),
        None => Ok(values),
    }
}
