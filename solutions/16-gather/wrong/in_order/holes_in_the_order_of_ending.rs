// WRONG: fills what is empty at the end with the panics, in the order in which they came: with two of them, a guess.
// JUDGE: when the last of three panics at 5 ms and the first at 10 ms, the answer gave

//! Exercise 16/in_order: an ordered gather over unordered completion.

use std::collections::VecDeque;

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
    let mut panics = VecDeque::new();
    while let Some(ended) = set.join_next().await {
        match ended {
            Ok((place, output)) => ends[place] = Some(output),
            Err(error) => panics.push_back(error),
        }
    }
    let mut missing = || panics.pop_front().expect("a panic for each hole");
    let filled = ends.into_iter().map(|end| end.ok_or_else(&mut missing));
    filled.collect()
}
