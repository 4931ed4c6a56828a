// WRONG: awaits the first of the list, which is not the first to end.
// JUDGE: asked for the first and the time, the answer gave

//! Exercise 17/first_completed: the first, and nobody lost.

use tokio::task::{JoinError, JoinHandle};

/// Waits until one of `handles` is done, takes its handle out and gives what it gave. `None` if there are no handles.
///
/// The others are left alone: they run on, and their handles stay in `handles`, in their order. Asked again, it gives the next
/// one, until nobody is left.
///
/// Cancel safety: dropping it before it completes loses nothing; `handles` is as it was.
pub async fn first_completed<T>(handles: &mut Vec<JoinHandle<T>>) -> Option<Result<T, JoinError>> {
    let first = handles.first_mut()?;
    let result = first.await;
    handles.remove(0);
    Some(result)
}
