//! Exercise 17/keyed: who was that?

use std::collections::HashMap;

use tokio::task::{Id, JoinError, JoinSet};

/// Tasks, each with the key that it was given under; made by [`keyed`]. Dropped, it cancels those that have not ended.
#[derive(Debug)]
pub struct Keyed<K, T> {
    tasks: JoinSet<T>,
    /// The keys of those that have not been given back.
    keys: HashMap<Id, K>,
}

/// Spawns `futures` as tasks, at once, and gives their results in the order in which they end, each with its key.
///
/// A task that panics comes in its turn, as an error, and with its key.
pub fn keyed<K, T, F>(futures: impl IntoIterator<Item = (K, F)>) -> Keyed<K, T>
where
    F: Future<Output = T> + Send + 'static,
    K: Send + 'static,
    T: Send + 'static,
{
    let mut tasks = JoinSet::new();
    let keys = futures
        .into_iter()
        .map(|(key, future)| (tasks.spawn(future).id(), key))
        .collect();
    Keyed { tasks, keys }
}

impl<K: Send + 'static, T: Send + 'static> Keyed<K, T> {
    /// Waits until one more task has ended, and gives its key and its result. `None` once all were given.
    ///
    /// Cancel safety: dropping it before it completes loses nothing.
    pub async fn next(&mut self) -> Option<(K, Result<T, JoinError>)> {
        let (id, result) = match self.tasks.join_next_with_id().await? {
            Ok((id, output)) => (id, Ok(output)),
            // The id comes with the error: what the task was called outlives what it did.
            Err(error) => (error.id(), Err(error)),
        };
        Some((self.keys.remove(&id)?, result))
    }
}
