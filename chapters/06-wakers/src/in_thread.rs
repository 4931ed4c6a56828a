//! Futures that another thread completes.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll, Waker};
use std::{pin::Pin, thread, time::Duration};

use crate::sync::Mutex;

// ANCHOR: slot
/// Room for one value, and for the waker of whoever polled for it last.
#[derive(Debug)]
pub struct Slot<T>(Mutex<(Option<T>, Option<Waker>)>);

impl<T> Slot<T> {
    /// Leaves the value, then wakes who waits.
    pub fn put(&self, value: T) {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inside.0 = Some(value);
        let waiter = inside.1.take();
        // The lock goes first: a waker may do anything, and also come straight back here.
        drop(inside);
        waiter.into_iter().for_each(Waker::wake);
    }

    /// Takes the value if it is there; if not, keeps the waker. Both under one lock: no value can come in between.
    pub fn poll_take(&self, cx: &Context<'_>) -> Poll<T> {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = inside.0.take() {
            return Poll::Ready(value);
        }
        inside.1 = Some(cx.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: slot

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new((None, None)))
    }
}

// ANCHOR: in_thread
/// A future of what a thread of its own works out; made by [`in_thread`]. Dropping it does not stop the thread: the result
/// is thrown away.
#[expect(missing_debug_implementations, reason = "closures show nothing")]
pub struct InThread<T> {
    name: &'static str,
    /// Taken by the first poll, which starts the thread.
    work: Option<Box<dyn FnOnce() -> T + Send>>,
    slot: Arc<Slot<thread::Result<T>>>,
}

impl<T: Send + 'static> Future for InThread<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        if let Some(work) = self.work.take() {
            let slot = Arc::clone(&self.slot);
            // A panic is a result, too. Without one the future would wait for ever.
            let finish = move || slot.put(catch_unwind(AssertUnwindSafe(work)));
            let thread = thread::Builder::new().name(self.name.to_owned());
            thread.spawn(finish).expect("the system has a thread left");
        }
        let result = self.slot.poll_take(cx);
        result.map(|result| result.unwrap_or_else(|panic| resume_unwind(panic)))
    }
}
// ANCHOR_END: in_thread

/// Does `work` in a thread called `name`, which starts with the first poll. A panic in it comes out of that poll which
/// finds it.
///
/// ```
/// use ch06_wakers::{block_on, in_thread};
/// assert_eq!(block_on(in_thread("adder", || 2 + 3)), 5);
/// ```
pub fn in_thread<T>(name: &'static str, work: impl FnOnce() -> T + Send + 'static) -> InThread<T> {
    let (work, slot) = (Some(Box::new(work) as _), Arc::default());
    InThread { name, work, slot }
}

// ANCHOR: sleep
/// A wait for time, at the price of a thread; made by [`sleep`].
pub type Sleep = InThread<()>;

/// Waits until `duration` has passed since the first poll.
pub fn sleep(duration: Duration) -> Sleep {
    in_thread("timer thread", move || thread::sleep(duration))
}
// ANCHOR_END: sleep
