// WRONG: runs the jobs in lots: the whole lot waits for its slowest.
// JUDGE: asked when the third job began, the answer gave

//! Exercise 16/bounded: not all of them at once.

use futures::future::join_all;

/// Runs `jobs`, at most `limit` of them at a time, and gives their results in the order of `jobs`, errors included.
///
/// A job begins when it is called: not before there is room for it, the first one first, and as soon as any other has ended,
/// with a value or with an error. `limit` is at least 1.
pub async fn bounded<T, E, F>(limit: usize, jobs: Vec<impl FnOnce() -> F>) -> Vec<Result<T, E>>
where
    F: Future<Output = Result<T, E>>,
{
    let mut jobs = jobs.into_iter().peekable();
    let mut results = Vec::new();
    while jobs.peek().is_some() {
        let lot = jobs.by_ref().take(limit).map(|job| job());
        results.extend(join_all(lot.collect::<Vec<_>>()).await);
    }
    results
}
