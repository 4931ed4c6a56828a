//! Exercise 06/event: asyncio.Event.
//!
//! One thread, so `Rc` and `RefCell` will do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A flag that tasks can wait for. Clones are the same flag.
#[derive(Clone, Debug, Default)]
pub struct Event {
    inside: Rc<RefCell<Inside>>,
}

/// What an event knows. It is yours: change it as you like.
#[derive(Debug, Default)]
pub struct Inside {
    /// Whether the flag is set.
    pub set: bool,
    /// Who waits, by number.
    pub waiting: BTreeMap<u64, Waker>,
    /// The last number that was given out.
    pub last: u64,
}

impl Event {
    /// An event that is not set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the flag is set.
    pub fn is_set(&self) -> bool {
        let _ = &self.inside;
        todo!("say whether the flag is set")
    }

    /// Sets the flag, and lets everybody through who waits.
    pub fn set(&self) {
        todo!("set the flag, wake them all")
    }

    /// Takes the flag back: who asks from now on has to wait. Who was let through by `set` stays let through.
    pub fn clear(&self) {
        todo!("take the flag back")
    }

    /// Waits until the flag is set. Waiting begins with the first poll.
    pub fn wait(&self) -> Wait {
        todo!("a Wait that has not been polled")
    }

    /// How many wait now.
    pub fn waiters(&self) -> usize {
        todo!("count those who wait")
    }
}

/// Waits for the flag; made by [`Event::wait`]. Dropping it leaves nothing behind.
#[derive(Debug)]
pub struct Wait {
    event: Event,
    /// Under which number it waits, once it does.
    number: Option<u64>,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let _ = (&self.event, self.number, cx);
        todo!("pass, or wait among the others")
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        // Who is gone is not waiting any more.
    }
}
