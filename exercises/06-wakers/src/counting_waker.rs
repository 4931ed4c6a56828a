//! Exercise 06/counting_waker: a waker that counts, and unparks once.
//!
//! A future may wake a hundred times before the executor gets to look. One unpark is enough.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};
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
        let _ = unpark;
        todo!("nothing has happened yet")
    }

    /// How often its wakers were used, all in all.
    pub fn wakes(&self) -> usize {
        let _ = &self.wakes;
        todo!("read the count")
    }

    /// How many wakers of it there are, if `self` is the only other handle.
    pub fn wakers(self: &Arc<Self>) -> usize {
        todo!("an Arc knows that")
    }

    /// The executor looks: was it rung since the last look?
    pub fn take(&self) -> bool {
        let _ = &self.rung;
        todo!("look, and put the flag back")
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        let _ = &self.unpark;
        todo!("count; and unpark, if it is the first wake since the last look")
    }

    // There is one more method in this trait. What does it do if you do not write it?
}

impl fmt::Debug for Bell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bell")
    }
}
