// WRONG: uses `buffered`, in whose buffer a finished result keeps its room until those before it are out.
// JUDGE: asked when the third job began, the answer gave

//! Exercise 16/bounded: not all of them at once.

use futures::StreamExt;

/// Runs `jobs`, at most `limit` of them at a time, and gives their results in the order of `jobs`, errors included.
///
/// A job begins when it is called: not before there is room for it, the first one first, and as soon as any other has ended,
/// with a value or with an error. `limit` is at least 1.
pub async fn bounded<T, E, F>(limit: usize, jobs: Vec<impl FnOnce() -> F>) -> Vec<Result<T, E>>
where
    F: Future<Output = Result<T, E>>,
{
    let futures = futures::stream::iter(jobs).map(|job| job());
    futures.buffered(limit).collect().await
}
