// WRONG: every ring is kept for a sleep of its own, so the loop takes a turn for each message that it has taken already.
// JUDGE: to a second sleep after two rings, which count as one,

use std::mem;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Where the thread of a loop sleeps, and what wakes it.
pub trait Bell {
    /// Ends the sleep that is going on or, if nobody sleeps, the next one. Rings that come before it are answered count as
    /// one.
    fn ring(&self);

    /// Sleeps until the bell rings, for at most `limit` if there is one. Says whether it rang.
    fn sleep(&self, limit: Option<Duration>) -> bool;
}

/// A bell made of a lock and a condition variable.
#[derive(Debug, Default)]
pub struct ThreadBell {
    /// Whether it rang and nobody has answered. A condition variable alone forgets rings that nobody waits for.
    rung: Mutex<usize>,
    changed: Condvar,
}

impl Bell for ThreadBell {
    fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_one();
    }

    fn sleep(&self, limit: Option<Duration>) -> bool {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rung = match limit {
            None => self
                .changed
                .wait_while(rung, |rung| *rung == 0)
                .unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                self.changed
                    .wait_timeout_while(rung, limit, |rung| *rung == 0)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0
            }
        };
        let rang = *rung > 0;
        *rung -= usize::from(rang);
        rang
    }
}

/// Messages from any thread for one loop, which sleeps on the bell while there are none.
#[derive(Debug)]
pub struct Inbox<T, B> {
    messages: Mutex<Vec<T>>,
    bell: B,
}

impl<T, B: Bell> Inbox<T, B> {
    /// An empty inbox.
    pub fn new(bell: B) -> Self {
        let messages = Mutex::default();
        Self { messages, bell }
    }

    /// Leaves a message, and wakes the loop. Never waits for the loop.
    pub fn send(&self, message: T) {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push(message);
        drop(messages);
        // After the push: a loop that is woken before it finds nothing, and goes back to sleep.
        self.bell.ring();
    }

    /// For the loop: sleeps until there are messages, for at most `limit` if there is one, and takes all that are there.
    ///
    /// A ring whose message was taken before may end the sleep, with nothing to take.
    pub fn receive(&self, limit: Option<Duration>) -> Vec<T> {
        self.bell.sleep(limit);
        mem::take(&mut *self.messages.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
