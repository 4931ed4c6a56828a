// WRONG: spawns one, and waits for it, before it spawns the next.
// JUDGE: asked for the time it took, the answer gave

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
    let mut ends = Vec::new();
    for future in futures {
        set.spawn(future);
        ends.extend(set.join_next().await);
    }
    ends
}
