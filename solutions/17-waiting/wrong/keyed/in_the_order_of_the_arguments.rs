// WRONG: awaits the handles in the order in which they were given.
// JUDGE: for tasks a, b and c that take 300, 100 and 200 ms, the answer gave

//! Exercise 17/keyed: who was that?

use std::collections::VecDeque;

use tokio::task::{JoinError, JoinHandle};

/// Tasks, each with the key that it was given under; made by [`keyed`]. Dropped, it cancels those that have not ended.
#[derive(Debug)]
pub struct Keyed<K, T> {
    tasks: VecDeque<(K, JoinHandle<T>)>,
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
    let spawned = futures
        .into_iter()
        .map(|(key, future)| (key, tokio::spawn(future)));
    Keyed {
        tasks: spawned.collect(),
    }
}

impl<K: Send + 'static, T: Send + 'static> Keyed<K, T> {
    /// Waits until one more task has ended, and gives its key and its result. `None` once all were given.
    ///
    /// Cancel safety: dropping it before it completes loses nothing.
    pub async fn next(&mut self) -> Option<(K, Result<T, JoinError>)> {
        let result = (&mut self.tasks.front_mut()?.1).await;
        let (key, _) = self.tasks.pop_front()?;
        Some((key, result))
    }
}
