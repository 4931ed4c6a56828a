// WRONG: collects what `join_next` gives, in the order in which it gives it.
// JUDGE: for futures that take 30, 10 and 20 ms, the answer gave

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
    let mut set: JoinSet<T> = futures.into_iter().collect();
    let mut ends = Vec::new();
    while let Some(end) = set.join_next().await {
        ends.push(end);
    }
    ends
}
