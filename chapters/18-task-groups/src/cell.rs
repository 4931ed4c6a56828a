//! A child of a scope: its future and the place for its value, in one allocation.
#![allow(unsafe_code)] // one allocation, and no lock around every poll: see `Cell`

use std::cell::UnsafeCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use crate::slot::Slot;
use crate::{Failure, Why};

/// Two refer to it: the [`Member`], the child's end, which alone gets at the future; and the [`Place`], the handle's end.
struct Cell<F, T> {
    /// `None` once it has ended.
    future: UnsafeCell<Option<F>>,
    slot: Slot<T>,
}

// SAFETY: of what is in a cell only the slot is used from several threads, and a `Slot<T>` is `Sync` if `T` is `Send`. The future
// is used, and dropped, by the one member, and may go with it to another thread because it is `Send`.
unsafe impl<F: Send, T: Send> Sync for Cell<F, T> {}

/// A child as its scope sees it: whatever its types, something to poll. Dropped before it has ended, it is cancelled.
pub(crate) struct Member<'env, E> {
    /// Only this field refers to the cell as `dyn Runs`, and it is never cloned.
    cell: Arc<dyn Runs<E> + 'env>,
    ended: bool,
}

trait Runs<E>: Send + Sync {
    /// # Safety
    /// No two calls of `run` and `cancel` at a time, and none after the end.
    unsafe fn run(&self, cx: &mut Context<'_>) -> Poll<Result<(), Failure<E>>>;
    /// Drops the future, and ends.
    ///
    /// # Safety
    /// As `run`.
    unsafe fn cancel(&self);
}

/// A child as its handle sees it: a place where its value will be.
pub(crate) struct Place<'env, T>(Arc<dyn Holds<T> + 'env>);

trait Holds<T>: Send + Sync {
    fn slot(&self) -> &Slot<T>;
}

/// Gives both ends of a child.
pub(crate) fn cell<'env, F, T, X, E>(future: F) -> (Member<'env, E>, Place<'env, T>)
where
    F: Future<Output = Result<T, X>> + Send + 'env,
    T: Send + 'env,
    X: Into<Failure<E>>,
{
    let cell = Arc::new(Cell {
        future: UnsafeCell::new(Some(future)),
        slot: Slot::new(),
    });
    let member = Member {
        cell: cell.clone(),
        ended: false,
    };
    (member, Place(cell))
}

impl<T> Place<'_, T> {
    pub fn is_running(&self) -> bool {
        self.0.slot().is_running()
    }

    /// # Panics
    /// If the value was given away already.
    pub fn poll_take(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, Why>> {
        // SAFETY: the only place of this child is borrowed mutably.
        unsafe { self.0.slot().poll_take(cx) }
    }
}

impl<T> Drop for Place<'_, T> {
    fn drop(&mut self) {
        // SAFETY: as in `poll_take`; and it is gone now.
        unsafe { self.0.slot().forget() }
    }
}

impl<E> Member<'_, E> {
    /// Polls it. Not to be called again once it has ended.
    pub fn run(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Failure<E>>> {
        // SAFETY: both calls are made with the only member borrowed mutably.
        let ended = ready!(unsafe { self.cell.run(cx) });
        self.ended = true;
        Poll::Ready(ended)
    }
}

impl<E> Drop for Member<'_, E> {
    fn drop(&mut self) {
        if !self.ended {
            // SAFETY: as in `run`.
            unsafe { self.cell.cancel() }
        }
    }
}

impl<F, T, X, E> Runs<E> for Cell<F, T>
where
    F: Future<Output = Result<T, X>> + Send,
    T: Send,
    X: Into<Failure<E>>,
{
    unsafe fn run(&self, cx: &mut Context<'_>) -> Poll<Result<(), Failure<E>>> {
        // SAFETY: the caller sees to it that nobody else has a reference to the future now.
        let running = unsafe { &mut *self.future.get() };
        let future = running
            .as_mut()
            .expect("a member that has not ended has a future");
        // SAFETY: it lives inside an `Arc`, which nobody moves it out of: `cancel` and this function, the only ones that get at it,
        // overwrite it, which drops it where it is.
        let future = unsafe { Pin::new_unchecked(future) };
        let result = ready!(future.poll(cx));
        *running = None;
        let (outcome, result) = match result {
            Ok(value) => (Ok(value), Ok(())),
            Err(error) => (Err(Why::Failed), Err(error.into())),
        };
        // SAFETY: this is the child's end, and the member does not call again.
        unsafe { self.slot.end(outcome) };
        Poll::Ready(result)
    }

    unsafe fn cancel(&self) {
        // SAFETY: as in `run`.
        let running = unsafe { &mut *self.future.get() };
        *running = None;
        // SAFETY: the child has not ended before, as the member knows.
        unsafe { self.slot.end(Err(Why::Cancelled)) };
    }
}

impl<F: Send, T: Send> Holds<T> for Cell<F, T> {
    fn slot(&self) -> &Slot<T> {
        &self.slot
    }
}
