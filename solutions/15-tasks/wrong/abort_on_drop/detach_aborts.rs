// WRONG: aborts in `detach`, too: the struct is dropped there like everywhere else.
// JUDGE: detached at 30 ms, for a task that gives 7 after 100 ms, the answer gave Err(

//! Exercise 15/abort_on_drop: a handle that means it.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::{JoinError, JoinHandle};

/// A task that is aborted when this is dropped. Awaiting it gives what awaiting the `JoinHandle` gives.
#[derive(Debug)]
pub struct AbortOnDrop<T> {
    /// `None` once it was detached.
    pub handle: Option<JoinHandle<T>>,
}

impl<T> AbortOnDrop<T> {
    /// Ties the task to this handle.
    pub fn new(handle: JoinHandle<T>) -> Self {
        let handle = Some(handle);
        Self { handle }
    }

    /// Lets the task go on by itself, and gives its plain handle back.
    pub fn detach(mut self) -> JoinHandle<T> {
        let handle = self.handle.take().expect("it is detached once");
        handle.abort();
        handle
    }
}

impl<T> Future for AbortOnDrop<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let handle = self.handle.as_mut().expect("it was not detached");
        Pin::new(handle).poll(cx)
    }
}

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        if let Some(handle) = &self.handle {
            handle.abort();
        }
    }
}
