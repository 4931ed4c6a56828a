//! Exercise 17/first_completed: the first, and nobody lost.

use futures::future::select_all;
use tokio::task::{JoinError, JoinHandle};

/// Waits until one of `handles` is done, takes its handle out and gives what it gave. `None` if there are no handles.
///
/// The others are left alone: they run on, and their handles stay in `handles`, in their order. Asked again, it gives the next
/// one, until nobody is left.
///
/// Cancel safety: dropping it before it completes loses nothing; `handles` is as it was.
pub async fn first_completed<T>(handles: &mut Vec<JoinHandle<T>>) -> Option<Result<T, JoinError>> {
    if handles.is_empty() {
        return None; // `select_all` of nobody panics
    }
    // Borrowed: whoever is not the first stays where it is, and so do all if this is dropped.
    let (result, place, _) = select_all(handles.iter_mut()).await;
    // A handle gives its result once; and no await stands between the result and this.
    handles.remove(place);
    Some(result)
}
