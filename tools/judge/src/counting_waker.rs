//! A waker that counts, to poll by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Wake, Waker};

/// Stands in for an executor: hands out wakers, counts their use, and knows how many are kept.
///
/// ```
/// let waker = judge::CountingWaker::new();
/// waker.waker().wake();
/// assert_eq!((waker.wakes(), waker.kept()), (1, 0));
/// ```
#[derive(Debug, Default)]
pub struct CountingWaker(Arc<Count>);

#[derive(Debug, Default)]
struct Count(AtomicUsize);

impl CountingWaker {
    /// One that nobody has used yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A waker of it, to poll with.
    pub fn waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.0))
    }

    /// How often one of its wakers was used.
    pub fn wakes(&self) -> usize {
        self.0.0.load(Ordering::Relaxed) // a number, and nothing else is read on its word
    }

    /// How many of its wakers are kept by somebody, the one that you poll with included while you hold it.
    pub fn kept(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
