// WRONG: gives the permit back by hand, behind a `?`: after an error it is gone.
// JUDGE: waited for bounded to come back; it does not come

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
    let waiting = jobs.into_iter().map(async |job| {
        gate.acquire()
            .await
            .expect("nobody closes the gate")
            .forget();
        let value = job().await?;
        gate.add_permits(1);
        Ok(value)
    });
    join_all(waiting).await
}
