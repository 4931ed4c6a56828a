//! Where a task leaves its result, and its handle takes it. Either may be gone before the other comes.

use std::mem::replace;
use std::task::{Context, Poll, Waker};

use crate::sync::{Mutex, lock};

// ANCHOR: handover
/// One result, on its way from one thread to another. As chapter 06's `Slot`, and it knows when nobody wants the result.
#[derive(Debug)]
pub struct Handover<T>(Mutex<Stage<T>>);

#[derive(Debug)]
enum Stage<T> {
    /// Not there yet; with the waker of whoever polled for it last.
    Awaited(Option<Waker>),
    There(T),
    /// It was taken, or nobody wants it.
    Over,
}

impl<T> Handover<T> {
    /// Leaves the result and wakes who waits for it. Gives it back if nobody will.
    pub fn leave(&self, result: T) -> Option<T> {
        let mut stage = lock(&self.0);
        let Stage::Awaited(waiter) = &mut *stage else {
            return Some(result);
        };
        let waiter = waiter.take();
        *stage = Stage::There(result);
        // The lock goes first: a waker may do anything.
        drop(stage);
        waiter.into_iter().for_each(Waker::wake);
        None
    }

    /// Takes the result, or keeps the waker: both under one lock, so that no result can come in between.
    ///
    /// # Panics
    /// If it was taken before.
    pub fn poll_take(&self, cx: &Context<'_>) -> Poll<T> {
        let mut stage = lock(&self.0);
        match replace(&mut *stage, Stage::Over) {
            Stage::There(result) => Poll::Ready(result),
            Stage::Awaited(_) => {
                *stage = Stage::Awaited(Some(cx.waker().clone()));
                Poll::Pending
            }
            Stage::Over => panic!("the task's result was taken before"),
        }
    }

    /// Nobody will take the result. Gives it, if it is there already.
    pub fn renounce(&self) -> Option<T> {
        // In two steps: a waker, too, is dropped without the lock.
        let before = replace(&mut *lock(&self.0), Stage::Over);
        match before {
            Stage::There(result) => Some(result),
            Stage::Awaited(_) | Stage::Over => None,
        }
    }
}
// ANCHOR_END: handover

impl<T> Default for Handover<T> {
    fn default() -> Self {
        Self(Mutex::new(Stage::Awaited(None)))
    }
}
