// WRONG: robs the poor of all they have.
// JUDGE: robbed of half of

//! Exercise 13/steal_queue: a queue that may be robbed.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A worker's queue. Its owner pushes and pops, any thread may steal from it, and at any moment each item is in
/// one queue, or in the hands of one thief:
///
/// - `push` adds the newest, `pop` takes the oldest.
/// - `steal_into` moves the older half, rounded up and in order, behind what the thief has, and says how many items moved.
///   Robbing itself moves nothing.
/// - Nothing is lost and nothing comes twice, whatever other threads do meanwhile.
/// - Two that rob each other do not wait for each other for ever. The simplest way: no thread holds two of these locks at once.
#[derive(Debug)]
pub struct StealQueue<T>(Mutex<VecDeque<T>>);

impl<T> StealQueue<T> {
    /// An empty queue.
    pub fn new() -> Self {
        Self(Mutex::default())
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds the newest item.
    pub fn push(&self, item: T) {
        self.lock().push_back(item);
    }

    /// Takes the oldest item.
    pub fn pop(&self) -> Option<T> {
        self.lock().pop_front()
    }

    /// Moves the older half of the items to `thief`, and says how many these were.
    pub fn steal_into(&self, thief: &Self) -> usize {
        if std::ptr::eq(self, thief) {
            return 0;
        }
        let mut loot = {
            let mut items = self.lock();
            let half = items.len();
            items.drain(..half).collect::<VecDeque<_>>()
        };
        let count = loot.len();
        thief.lock().append(&mut loot);
        count
    }

    /// How many items are in it.
    pub fn len(&self) -> usize {
        self.lock().len()
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
