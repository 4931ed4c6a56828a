// WRONG: takes jobs from the end of the list, where `pop` is.
// JUDGE: asked for the order in which they began, the answer gave

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
    let mut jobs: Vec<_> = jobs.into_iter().enumerate().collect();
    let mut results: Vec<_> = jobs.iter().map(|_| None).collect();
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < limit
            && let Some((place, job)) = jobs.pop()
        {
            running.push(async move { (place, job().await) });
        }
        match running.next().await {
            Some((place, result)) => results[place] = Some(result),
            None => return results.into_iter().flatten().collect(),
        }
    }
}
