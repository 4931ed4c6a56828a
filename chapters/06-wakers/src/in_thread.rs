//! Futures that another thread completes.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use crate::Slot;

// ANCHOR: in_thread
/// A future of what a thread of its own works out; made by [`in_thread`]. Dropping it does not stop the thread: the result
/// is thrown away.
pub struct InThread<T> {
    name: &'static str,
    /// Taken by the first poll, which starts the thread.
    work: Option<Box<dyn FnOnce() -> T + Send>>,
    slot: Arc<Slot<Result<T, Box<dyn Any + Send>>>>,
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
    InThread {
        name,
        work: Some(Box::new(work)),
        slot: Arc::default(),
    }
}

// ANCHOR: sleep
/// A wait for time, at the price of a thread; made by [`sleep`].
pub type Sleep = InThread<()>;

/// Waits until `duration` has passed since the first poll.
pub fn sleep(duration: Duration) -> Sleep {
    in_thread("timer thread", move || thread::sleep(duration))
}
// ANCHOR_END: sleep

impl<T> fmt::Debug for InThread<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InThread")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
