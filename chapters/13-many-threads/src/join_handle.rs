//! The spawner's end of a task: as chapters 07 and 12 have it, and it may be sent to another thread.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::task::{Join, drop_quietly};

// ANCHOR: join_error
/// Why a task gave no result.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// It was dropped before it had finished: on request, or because the executor ended.
    #[error("the task was cancelled")]
    Cancelled,
    /// It panicked, and with what; [`std::panic::resume_unwind`] would go on with it.
    #[error("the task panicked: {}", words(&**.0))]
    Panicked(Box<dyn Any + Send>),
}
// ANCHOR_END: join_error

/// The words of a panic, if it has any.
fn words(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or(panic.downcast_ref().copied())
        .unwrap_or("(no words)")
}

// ANCHOR: join_handle
/// Awaiting it gives the task's result. Dropping it detaches the task, which goes on without it.
#[expect(missing_debug_implementations, reason = "a future has nothing to show")]
pub struct JoinHandle<T>(pub(crate) Option<Arc<dyn Join<T>>>);

impl<T> JoinHandle<T> {
    /// Asks for the task to be dropped at its next turn, unless it finishes first. `true`: the request came while it was
    /// unfinished. It may still finish, on another thread, in this very moment; the handle tells.
    pub fn cancel(&self) -> bool {
        let unfinished = self.0.as_ref().filter(|task| !task.is_finished());
        unfinished.map(|task| Arc::clone(task).cancel()).is_some()
    }

    /// Whether the task has ended: with a result, in a panic, or cancelled. Then awaiting it takes no time.
    pub fn is_finished(&self) -> bool {
        self.0.as_ref().is_none_or(|task| task.is_finished())
    }
}

/// Dropping the wait loses nothing: the result stays for the next one.
///
/// # Panics
/// If it is polled after it has given the result.
impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &self.0 {
            None => Poll::Ready(Err(JoinError::Cancelled)), // spawned during the shutdown
            Some(task) => task.handover().poll_take(cx),
        }
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        let unwanted = self.0.as_ref().and_then(|task| task.handover().renounce());
        let _ = drop_quietly(unwanted);
    }
}
// ANCHOR_END: join_handle
