//! Exercise 16/in_order: an ordered gather over unordered completion.

use std::collections::HashMap;

use tokio::task::{Id, JoinError, JoinSet};

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
    let numbered = futures.into_iter().enumerate();
    // Of a task that panics nothing comes back but its id.
    let places: HashMap<Id, usize> = numbered
        .map(|(place, future)| (set.spawn(future).id(), place))
        .collect();
    let mut ends: Vec<_> = (0..places.len()).map(|_| None).collect();
    while let Some(ended) = set.join_next_with_id().await {
        let (id, end) = match ended {
            Ok((id, output)) => (id, Ok(output)),
            Err(error) => (error.id(), Err(error)),
        };
        ends[places[&id]] = Some(end);
    }
    ends.into_iter().flatten().collect()
}
