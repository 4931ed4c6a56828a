// WRONG: starts the next job when one has given a value; one that fails keeps its room.
// JUDGE: asked when the job after one that failed at 11 ms began, the answer gave

//! Exercise 16/bounded: not all of them at once.

use futures::StreamExt;
use futures::stream::FuturesUnordered;

/// Runs `jobs`, at most `limit` of them at a time, and gives their results in the order of `jobs`, errors included.
///
/// A job begins when it is called: not before there is room for it, the first one first, and as soon as any other has ended,
/// with a value or with an error. `limit` is at least 1.
pub async fn bounded<T, E, F>(limit: usize, jobs: Vec<impl FnOnce() -> F>) -> Vec<Result<T, E>>
where
    F: Future<Output = Result<T, E>>,
{
    let mut results: Vec<_> = jobs.iter().map(|_| None).collect();
    let mut jobs = jobs.into_iter().enumerate();
    let numbered = async |place, future: F| (place, future.await);
    let mut running = FuturesUnordered::new();
    for (place, job) in jobs.by_ref().take(limit) {
        running.push(numbered(place, job()));
    }
    while let Some((place, result)) = running.next().await {
        let room = result.is_ok() || running.is_empty();
        results[place] = Some(result);
        if room && let Some((place, job)) = jobs.next() {
            running.push(numbered(place, job()));
        }
    }
    results.into_iter().flatten().collect()
}
