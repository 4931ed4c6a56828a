//! Exercise 04/wake: waking a loop from another thread.
//!
//! First the bell, with nothing but `std`: a thread sleeps, others ring. Then the inbox, on any bell. Fields and helpers are
//! yours to change; the judge uses the public items, and puts a bell of its own into your inbox.

use std::sync::{Condvar, Mutex};
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
    rung: Mutex<bool>,
    changed: Condvar,
}

impl Bell for ThreadBell {
    fn ring(&self) {
        let _ = (&self.rung, &self.changed);
        todo!("note that it rang, and wake the sleeper")
    }

    fn sleep(&self, limit: Option<Duration>) -> bool {
        let _ = limit;
        todo!("wait until it has rung, or the limit is up; the ring is answered then")
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
        let _ = (&self.messages, &self.bell, message);
        todo!("put it in, ring the bell: in which order?")
    }

    /// For the loop: sleeps until there are messages, for at most `limit` if there is one, and takes all that are there.
    ///
    /// A ring whose message was taken before may end the sleep, with nothing to take.
    pub fn receive(&self, limit: Option<Duration>) -> Vec<T> {
        let _ = limit;
        todo!("sleep on the bell, without keeping senders from sending; then take all messages")
    }
}
