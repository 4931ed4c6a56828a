// WRONG: puts a panic into the first place that is still empty.
// JUDGE: when the last of three panics at 10 ms, the answer gave

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
    let mut ends: Vec<_> = futures.iter().map(|_| None).collect();
    for (place, future) in futures.into_iter().enumerate() {
        set.spawn(async move { (place, future.await) });
    }
    while let Some(ended) = set.join_next().await {
        match ended {
            Ok((place, output)) => ends[place] = Some(Ok(output)),
            Err(error) => {
                let hole = ends.iter_mut().find(|end| end.is_none());
                *hole.expect("somebody has just ended") = Some(Err(error));
            }
        }
    }
    ends.into_iter().flatten().collect()
}
