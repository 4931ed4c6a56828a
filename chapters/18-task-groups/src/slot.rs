//! How the value of a scope's child changes hands, without a lock.
#![allow(unsafe_code)] // see `Slot`

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::Why;

/// One child, one handle. The state says whose the outcome is: the child's until it has ended, then the handle's.
///
/// ```text
/// RUNNING ──poll_take──▶ WAITED ──end──▶ ENDED
///    └──────────────end─────────────────▶ ENDED
/// RUNNING, WAITED ──forget──▶ FORGOTTEN ──end──▶ ENDED      (and the child drops it)
/// ```
pub(crate) struct Slot<T> {
    state: AtomicU8,
    outcome: UnsafeCell<Option<Result<T, Why>>>,
    /// The handle's; worth a look once the state is `WAITED`.
    waker: Mutex<Option<Waker>>,
}

const RUNNING: u8 = 0;
const WAITED: u8 = 1;
const ENDED: u8 = 2;
const FORGOTTEN: u8 = 3;

// SAFETY: the outcome goes from the child's thread to the handle's, hence `Send`; both never have it at one time (see `end`,
// `poll_take` and `forget`).
unsafe impl<T: Send> Sync for Slot<T> {}

impl<T> Slot<T> {
    pub fn new() -> Self {
        Self {
            state: AtomicU8::new(RUNNING),
            outcome: UnsafeCell::new(None),
            waker: Mutex::new(None),
        }
    }

    /// Leaves the outcome here; if nobody wants it, it is dropped before this returns.
    ///
    /// # Safety
    /// The child calls this, once.
    pub unsafe fn end(&self, outcome: Result<T, Why>) {
        // SAFETY: it is the child's: the handle looks at it only when the state is ENDED, which nobody else makes it.
        unsafe { *self.outcome.get() = Some(outcome) }
        // Pairs with the loads of `poll_take` and the swap of `forget`: whoever sees ENDED sees the outcome.
        match self.state.swap(ENDED, Ordering::AcqRel) {
            WAITED => {
                let waker = self.waker().take();
                waker.into_iter().for_each(Waker::wake);
            }
            // SAFETY: there is no handle any more.
            FORGOTTEN => unsafe { *self.outcome.get() = None },
            _ => (),
        }
    }

    pub fn is_running(&self) -> bool {
        self.state.load(Ordering::Acquire) != ENDED
    }

    /// # Panics
    /// If the outcome was given away already.
    ///
    /// # Safety
    /// The handle calls this, one call at a time, and not after `forget`.
    pub unsafe fn poll_take(&self, cx: &mut Context<'_>) -> Poll<Result<T, Why>> {
        if self.is_running() {
            // Before the state says so. A child that ends in between may use an older one, but then the state is ENDED here.
            *self.waker() = Some(cx.waker().clone());
            let (ok, err) = (Ordering::AcqRel, Ordering::Acquire);
            if self.state.compare_exchange(RUNNING, WAITED, ok, err) != Err(ENDED) {
                return Poll::Pending;
            }
        }
        // SAFETY: the child has ended, so it is the handle's, whose only call this is.
        let outcome = unsafe { (*self.outcome.get()).take() };
        Poll::Ready(outcome.expect("a child's handle is not polled after it has given the value"))
    }

    /// The handle goes away.
    ///
    /// # Safety
    /// As `poll_take`.
    pub unsafe fn forget(&self) {
        match self.state.swap(FORGOTTEN, Ordering::AcqRel) {
            // SAFETY: the child has ended, so it is the handle's.
            ENDED => unsafe { *self.outcome.get() = None },
            WAITED => drop(self.waker().take()),
            _ => (),
        }
    }

    fn waker(&self) -> MutexGuard<'_, Option<Waker>> {
        self.waker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
