//! Exercise 16/bounded: not all of them at once.

use futures::future::join_all;
use tokio::sync::Semaphore;

/// Runs `jobs`, at most `limit` of them at a time, and gives their results in the order of `jobs`, errors included.
///
/// A job begins when it is called: not before there is room for it, the first one first, and as soon as any other has ended,
/// with a value or with an error. `limit` is at least 1.
pub async fn bounded<T, E, F>(limit: usize, jobs: Vec<impl FnOnce() -> F>) -> Vec<Result<T, E>>
where
    F: Future<Output = Result<T, E>>,
{
    let gate = &Semaphore::new(limit);
    // Who asks first gets the first permit: `join_all` asks in the order of the list, and the semaphore is fair.
    let waiting = jobs.into_iter().map(async |job| {
        let _permit = gate.acquire().await.expect("nobody closes the gate");
        job().await
    });
    join_all(waiting).await
}
