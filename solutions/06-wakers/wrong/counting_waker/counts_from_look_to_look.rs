// WRONG: begins to count anew whenever the executor looks.
// JUDGE: wakes(), all in all, after a look, the answer gave 0; right is 1

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::Wake;

/// What its wakers lead to: a count, a flag, and an executor that sleeps.
pub struct Bell {
    unpark: Box<dyn Fn() + Send + Sync>,
    wakes: AtomicUsize,
    /// Whether it was rung since the executor looked last.
    rung: AtomicBool,
}

impl Bell {
    /// A bell that nobody has rung. `unpark` ends the executor's sleep. `Waker::from` makes wakers of it.
    pub fn new(unpark: impl Fn() + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            unpark: Box::new(unpark),
            wakes: AtomicUsize::new(0),
            rung: AtomicBool::new(false),
        })
    }

    /// How often its wakers were used, all in all.
    pub fn wakes(&self) -> usize {
        self.wakes.load(Ordering::Relaxed) // a number, and nothing else is read on its word
    }

    /// How many wakers of it there are, if `self` is the only other handle.
    pub fn wakers(self: &Arc<Self>) -> usize {
        Arc::strong_count(self) - 1
    }

    /// The executor looks: was it rung since the last look?
    pub fn take(&self) -> bool {
        self.wakes.store(0, Ordering::Relaxed);
        self.rung.swap(false, Ordering::AcqRel)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    // Without it, std clones the Arc and calls `wake`: right, and dearer.
    fn wake_by_ref(self: &Arc<Self>) {
        self.wakes.fetch_add(1, Ordering::Relaxed);
        // The flag first, in one step: of many threads one sees that it was down, and an executor that is unparked sees it up.
        if !self.rung.swap(true, Ordering::AcqRel) {
            (self.unpark)();
        }
    }
}

impl fmt::Debug for Bell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bell")
    }
}
