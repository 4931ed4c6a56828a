// WRONG: lets each task bring its place along: one that panics brings nothing, and is put at the end.
// JUDGE: when the first of three panics at 10 ms, the answer gave

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
    let (mut ends, mut lost) = (Vec::new(), Vec::new());
    while let Some(ended) = set.join_next().await {
        match ended {
            Ok((place, output)) => ends.push((place, output)),
            Err(error) => lost.push(Err(error)),
        }
    }
    ends.sort_by_key(|(place, _)| *place);
    let there = ends.into_iter().map(|(_, output)| Ok(output));
    there.chain(lost).collect()
}
