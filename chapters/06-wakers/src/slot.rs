//! Where one thread leaves a value for a future of another.

use std::sync::PoisonError;
use std::task::{Context, Poll, Waker};

use crate::sync::Mutex;

// ANCHOR: slot
/// Room for one value, and for the waker of whoever waits for it.
#[derive(Debug)]
pub struct Slot<T>(Mutex<Inside<T>>);

#[derive(Debug)]
struct Inside<T> {
    value: Option<T>,
    /// Of the latest poll, as long as there is no value.
    waiter: Option<Waker>,
}

impl<T> Slot<T> {
    /// Leaves the value, then wakes who waits.
    pub fn put(&self, value: T) {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inside.value = Some(value);
        let waiter = inside.waiter.take();
        // The lock goes first: a waker may do anything, and also come straight back here.
        drop(inside);
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }

    /// Takes the value if it is there; if not, keeps the waker. Both under one lock: no value can come in between.
    pub fn poll_take(&self, cx: &Context<'_>) -> Poll<T> {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = inside.value.take() {
            return Poll::Ready(value);
        }
        inside.waiter = Some(cx.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: slot

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new(Inside {
            value: None,
            waiter: None,
        }))
    }
}
