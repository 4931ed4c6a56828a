//! Exercise 17/keyed: who was that?

use std::marker::PhantomData;

use tokio::task::JoinError;

/// Tasks, each with the key that it was given under; made by [`keyed`]. Dropped, it cancels those that have not ended.
#[derive(Debug)]
pub struct Keyed<K, T> {
    /// Yours to replace by what you need.
    todo: PhantomData<(K, T)>,
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
    let _ = futures.into_iter();
    todo!("spawn them, and remember which is which")
}

impl<K: Send + 'static, T: Send + 'static> Keyed<K, T> {
    /// Waits until one more task has ended, and gives its key and its result. `None` once all were given.
    ///
    /// Cancel safety: dropping it before it completes loses nothing.
    pub async fn next(&mut self) -> Option<(K, Result<T, JoinError>)> {
        let _ = &self.todo;
        todo!("wait for the next one to end, and find its key")
    }
}
