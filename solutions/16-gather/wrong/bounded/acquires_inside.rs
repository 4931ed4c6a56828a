// WRONG: calls the job before it asks for a permit: all of them begin at once.
// JUDGE: asked how many had begun at a time, the answer gave

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
    let waiting = jobs.into_iter().map(|job| {
        let future = job();
        async move {
            let _permit = gate.acquire().await.expect("nobody closes the gate");
            future.await
        }
    });
    join_all(waiting).await
}
