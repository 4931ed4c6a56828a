//! Exercise 18/all_or_first: all values, or the first error.

use futures::future::BoxFuture;

/// Runs `jobs` as tasks, all at the same time, and gives their values in the order of `jobs`.
///
/// If one fails, the others are aborted, and once all have ended (not earlier) its error is given; of several errors, the one
/// that came first. If one panics, the others are aborted, and once all have ended the first panic goes on here. It outranks
/// errors.
///
/// Dropped before it completes, it aborts its jobs.
pub async fn all_or_first<T, E>(jobs: Vec<BoxFuture<'static, Result<T, E>>>) -> Result<Vec<T>, E>
where
    T: Send + 'static,
    E: Send + 'static,
{
    let _ = jobs;
    todo!("spawn the jobs into a JoinSet, and join until it is empty, whatever comes")
}
