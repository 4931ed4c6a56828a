//! Exercise 13/steal_queue: a queue that may be robbed.

use std::collections::VecDeque;

// std's, but the judge can let another thread come in between two locks.
use judge::stepped::Mutex;

/// A worker's queue. Its owner pushes and pops, any thread may steal from it, and at any moment each item is in
/// one queue, or in the hands of one thief:
///
/// - `push` adds the newest, `pop` takes the oldest.
/// - `steal_into` moves the older half, rounded up and in order, behind what the thief has, and says how many items moved.
///   Robbing itself moves nothing.
/// - Nothing is lost and nothing comes twice, whatever other threads do meanwhile.
/// - Two that rob each other do not wait for each other for ever. The simplest way: no thread holds two of these locks at once.
#[derive(Debug)]
pub struct StealQueue<T>(#[expect(dead_code, reason = "yours to use")] Mutex<VecDeque<T>>);

impl<T> StealQueue<T> {
    /// An empty queue.
    pub fn new() -> Self {
        Self(Mutex::default())
    }

    /// Adds the newest item.
    pub fn push(&self, item: T) {
        let _ = item;
        todo!("lock, and add it at the end")
    }

    /// Takes the oldest item.
    pub fn pop(&self) -> Option<T> {
        todo!("lock, and take it from the front")
    }

    /// Moves the older half of the items to `thief`, and says how many these were.
    pub fn steal_into(&self, thief: &Self) -> usize {
        let _ = thief;
        todo!("take the older half out; let go of the lock; only then lock the thief's")
    }

    /// How many items are in it.
    pub fn len(&self) -> usize {
        todo!("count")
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Default for StealQueue<T> {
    fn default() -> Self {
        Self::new()
    }
}
