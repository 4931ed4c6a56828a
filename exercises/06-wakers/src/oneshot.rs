//! Exercise 06/oneshot: a channel for one value.
//!
//! The sender may be on another thread. That is why there is an `Arc` and a `Mutex`.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// What the receiver hears when the sender is gone and has sent nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

/// What both ends share. It is yours: change it as you like.
#[derive(Debug)]
pub struct Shared<T> {
    /// The value, between `send` and the poll that takes it.
    pub value: Option<T>,
    /// Whom to wake.
    pub waiter: Option<Waker>,
    /// Whether one of the two ends was dropped.
    pub closed: bool,
}

/// The end that gives.
#[derive(Debug)]
pub struct Sender<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

/// The end that waits. It is the future of the value.
#[derive(Debug)]
pub struct Receiver<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

/// Makes both ends.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    todo!("make one Shared, and give it to both ends")
}

impl<T> Sender<T> {
    /// Sends the value, and wakes the receiver if it waits. It can be done once: the sender is used up.
    ///
    /// Gives the value back if the receiver is gone.
    pub fn send(self, value: T) -> Result<(), T> {
        let _ = (&self.shared, value);
        todo!("leave the value, then wake who waits")
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // Also after `send`. Without a value, the receiver has to hear of it.
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, Closed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let _ = (&self.shared, cx);
        todo!("the value, or Closed, or wait for one of them")
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // Nobody waits any more: leave no waker and no value behind.
    }
}
