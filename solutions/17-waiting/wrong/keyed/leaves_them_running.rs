// WRONG: keeps handles in a set of futures: dropping it detaches the tasks.
// JUDGE: was dropped while two tasks were running, and they ran on

//! Exercise 17/keyed: who was that?

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use tokio::task::JoinError;

/// Tasks, each with the key that it was given under; made by [`keyed`]. Dropped, it cancels those that have not ended.
#[derive(Debug)]
pub struct Keyed<K, T> {
    set: FuturesUnordered<BoxFuture<'static, (K, Result<T, JoinError>)>>,
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
    let set = FuturesUnordered::new();
    for (key, future) in futures {
        let handle = tokio::spawn(future);
        let named: BoxFuture<'static, _> = Box::pin(async move { (key, handle.await) });
        set.push(named);
    }
    Keyed { set }
}

impl<K: Send + 'static, T: Send + 'static> Keyed<K, T> {
    /// Waits until one more task has ended, and gives its key and its result. `None` once all were given.
    ///
    /// Cancel safety: dropping it before it completes loses nothing.
    pub async fn next(&mut self) -> Option<(K, Result<T, JoinError>)> {
        self.set.next().await
    }
}
