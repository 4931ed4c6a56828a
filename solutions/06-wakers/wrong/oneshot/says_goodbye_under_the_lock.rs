// WRONG: wakes while it holds the lock, when the sender goes.
// JUDGE: is a lock held while waking?

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// What the receiver hears when the sender is gone and has sent nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

/// What both ends share.
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
    let shared = Arc::new(Mutex::new(Shared {
        value: None,
        waiter: None,
        closed: false,
    }));
    let sender = Sender {
        shared: Arc::clone(&shared),
    };
    (sender, Receiver { shared })
}

fn lock<T>(shared: &Mutex<Shared<T>>) -> MutexGuard<'_, Shared<T>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<T> Sender<T> {
    /// Sends the value, and wakes the receiver if it waits. It can be done once: the sender is used up.
    ///
    /// Gives the value back if the receiver is gone.
    pub fn send(self, value: T) -> Result<(), T> {
        let mut shared = lock(&self.shared);
        if shared.closed {
            return Err(value);
        }
        shared.value = Some(value);
        // The sender is dropped now, and that wakes.
        Ok(())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut shared = lock(&self.shared);
        shared.closed = true;
        let waiter = shared.waiter.take();
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, Closed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = lock(&self.shared);
        // The value first: a sender that has sent is gone as well.
        if let Some(value) = shared.value.take() {
            return Poll::Ready(Ok(value));
        }
        if shared.closed {
            return Poll::Ready(Err(Closed));
        }
        shared.waiter = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut shared = lock(&self.shared);
        shared.closed = true;
        let left = (shared.waiter.take(), shared.value.take());
        drop(shared);
        drop(left);
    }
}
