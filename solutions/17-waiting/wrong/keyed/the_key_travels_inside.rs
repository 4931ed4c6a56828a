// WRONG: gives the key into the task, where a panic takes it along.
// JUDGE: when b of three tasks panics, the answer gave

//! Exercise 17/keyed: who was that?

use tokio::task::{JoinError, JoinSet};

/// Tasks, each with the key that it was given under; made by [`keyed`]. Dropped, it cancels those that have not ended.
#[derive(Debug)]
pub struct Keyed<K, T> {
    tasks: JoinSet<(K, T)>,
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
    for (key, future) in futures {
        tasks.spawn(async move { (key, future.await) });
    }
    Keyed { tasks }
}

impl<K: Send + 'static, T: Send + 'static> Keyed<K, T> {
    /// Waits until one more task has ended, and gives its key and its result. `None` once all were given.
    ///
    /// Cancel safety: dropping it before it completes loses nothing.
    pub async fn next(&mut self) -> Option<(K, Result<T, JoinError>)> {
        while let Some(ended) = self.tasks.join_next().await {
            if let Ok((key, output)) = ended {
                return Some((key, Ok(output)));
            }
        }
        None
    }
}
