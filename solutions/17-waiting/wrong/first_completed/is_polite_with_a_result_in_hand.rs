// WRONG: awaits between the result and the removal: dropped there, the result is lost.
// JUDGE: the answer panicked: JoinHandle polled after completion

//! Exercise 17/first_completed: the first, and nobody lost.

use tokio::task::{JoinError, JoinHandle};

/// Waits until one of `handles` is done, takes its handle out and gives what it gave. `None` if there are no handles.
///
/// The others are left alone: they run on, and their handles stay in `handles`, in their order. Asked again, it gives the next
/// one, until nobody is left.
///
/// Cancel safety: dropping it before it completes loses nothing; `handles` is as it was.
pub async fn first_completed<T>(handles: &mut Vec<JoinHandle<T>>) -> Option<Result<T, JoinError>> {
    if handles.is_empty() {
        return None;
    }
    let (result, index, _) = futures::future::select_all(handles.iter_mut()).await;
    tokio::task::yield_now().await;
    drop(handles.remove(index));
    Some(result)
}
