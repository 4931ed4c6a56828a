// WRONG: uses `join_all`, which panics with the first task that does and stops the others.
// JUDGE: called when the first of three panics at 10 ms, the answer panicked

//! Exercise 16/in_order: an ordered gather over unordered completion.

use tokio::task::{JoinError, JoinSet};

/// Runs `futures` as tasks of a `JoinSet`, all at once, and gives their ends in the order of `futures`, whatever order they end
/// in. A task that panics stands in its place, and changes nothing for the others.
///
/// Dropped while it waits, it stops the tasks that have not ended.
pub async fn in_order<T, F>(futures: Vec<F>) -> Vec<Result<T, JoinError>>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let mut set = JoinSet::new();
    for (place, future) in futures.into_iter().enumerate() {
        set.spawn(async move { (place, future.await) });
    }
    let mut ends = set.join_all().await;
    ends.sort_by_key(|(place, _)| *place);
    ends.into_iter().map(|(_, output)| Ok(output)).collect()
}
