// WRONG: A woken wait looks at the flag again; clear has taken it back, and nobody passes.
// JUDGE: one waited, then came set and clear, and the answer let nobody through

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A flag that tasks can wait for. Clones are the same flag.
#[derive(Clone, Debug, Default)]
pub struct Event {
    inside: Rc<RefCell<Inside>>,
}

/// What an event knows.
#[derive(Debug, Default)]
pub struct Inside {
    /// Whether the flag is set.
    pub set: bool,
    /// Who waits, by number. Who is not in here any more was let through.
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
        self.inside.borrow().set
    }

    /// Sets the flag, and lets everybody through who waits.
    pub fn set(&self) {
        let mut inside = self.inside.borrow_mut();
        inside.set = true;
        let waiting = mem::take(&mut inside.waiting);
        // Free before anybody is woken: a waker may do anything, and also look at this event.
        drop(inside);
        waiting.into_values().for_each(Waker::wake);
    }

    /// Takes the flag back: who asks from now on has to wait. Who was let through by `set` stays let through.
    pub fn clear(&self) {
        self.inside.borrow_mut().set = false;
    }

    /// Waits until the flag is set. Waiting begins with the first poll.
    pub fn wait(&self) -> Wait {
        Wait {
            event: self.clone(),
            number: None,
        }
    }

    /// How many wait now.
    pub fn waiters(&self) -> usize {
        self.inside.borrow().waiting.len()
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

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let event = self.event.clone();
        let mut inside = event.inside.borrow_mut();
        if inside.set {
            return Poll::Ready(());
        }
        let number = self.number.unwrap_or(inside.last + 1);
        inside.last = inside.last.max(number);
        self.number = Some(number);
        let old = inside.waiting.insert(number, cx.waker().clone());
        drop(inside);
        drop(old);
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let number = self.number;
        let inside = &self.event.inside;
        let left = number.and_then(|number| inside.borrow_mut().waiting.remove(&number));
        drop(left);
    }
}
