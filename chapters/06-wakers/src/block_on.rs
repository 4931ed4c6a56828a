//! One future, driven to its end by one thread that sleeps while there is nothing to do.

use std::task::{Context, Poll, Waker};
use std::{cell::Cell, pin::pin};

use crate::{Park, ThreadPark};

// ANCHOR: block_on
/// Drives `future` on this thread until it is ready, and gives its output. The thread sleeps between polls.
///
/// ```
/// assert_eq!(ch06_wakers::block_on(std::future::ready(5)), 5);
/// ```
///
/// # Panics
/// Inside another `block_on` of the same thread: whatever the inner one waits for may be the outer one's to do.
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let _driving = Driving::begin();
    drive(&mut ThreadPark::new(), future)
}

/// Polls `future` whenever `park` has been unparked, until it is ready.
pub fn drive<F: Future>(park: &mut impl Park, future: F) -> F::Output {
    let waker = Waker::from(park.unparker());
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        park.park(None);
    }
}
// ANCHOR_END: block_on

thread_local!(static DRIVING: Cell<bool> = const { Cell::new(false) });

// ANCHOR: driving
/// Says that this thread drives a future, until it is dropped.
#[derive(Debug)]
pub struct Driving(());

impl Driving {
    /// Claims the thread.
    ///
    /// # Panics
    /// If it is claimed already.
    #[track_caller]
    pub fn begin() -> Self {
        assert!(
            !DRIVING.replace(true),
            "block_on called inside block_on: this thread already drives a future"
        );
        Self(())
    }
}

impl Drop for Driving {
    fn drop(&mut self) {
        DRIVING.set(false);
    }
}
// ANCHOR_END: driving
