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
    pub fn detach(self) -> JoinHandle<T> {
        todo!("give the handle back, without aborting the task")
    }
}

impl<T> Future for AbortOnDrop<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _ = cx;
        todo!("poll the handle inside")
    }
}

// And what happens when it is dropped?
