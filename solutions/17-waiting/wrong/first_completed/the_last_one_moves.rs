// WRONG: fills the winner's place with the last handle: the order of the others changes.
// JUDGE: asked for the handles that are left when b of a, b, c, d, e was first, the answer gave

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
        return None;
    }
    let (result, place, _) = select_all(handles.iter_mut()).await;
    drop(handles.swap_remove(place));
    Some(result)
}
