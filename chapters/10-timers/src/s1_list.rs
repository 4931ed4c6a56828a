//! Step 1: a list, sorted by deadline.

use std::time::Instant;

use crate::Timers;

/// When it is due, and its number: who came first goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListKey(Instant, u64);

// ANCHOR: list
/// Timers in a sorted list. Finding a place is quick; making room in the middle moves everybody behind it.
#[derive(Debug)]
pub struct ListQueue<T> {
    /// Latest first: who is due next stands at the end, where taking costs nothing.
    timers: Vec<(ListKey, T)>,
    newest: u64,
}

impl<T> ListQueue<T> {
    /// Where the timer is, or (`Err`) where it would be.
    fn place(&self, key: ListKey) -> Result<usize, usize> {
        self.timers.binary_search_by(|(other, _)| key.cmp(other)) // reversed: latest first
    }
}

impl<T> Timers<T> for ListQueue<T> {
    type Key = ListKey;

    fn new(_start: Instant) -> Self {
        let timers = Vec::new();
        Self { timers, newest: 0 }
    }

    fn insert(&mut self, deadline: Instant, payload: T) -> ListKey {
        self.newest += 1;
        let key = ListKey(deadline, self.newest);
        let (Ok(place) | Err(place)) = self.place(key);
        self.timers.insert(place, (key, payload));
        key
    }

    fn remove(&mut self, key: ListKey) -> Option<T> {
        let place = self.place(key).ok()?;
        Some(self.timers.remove(place).1)
    }

    fn get_mut(&mut self, key: ListKey) -> Option<&mut T> {
        let place = self.place(key).ok()?;
        Some(&mut self.timers[place].1)
    }

    fn next_deadline(&self) -> Option<Instant> {
        self.timers.last().map(|(key, _)| key.0)
    }

    fn pop_due(&mut self, now: Instant) -> Option<T> {
        let due = self.timers.pop_if(|(key, _)| key.0 <= now);
        due.map(|(_, payload)| payload)
    }

    fn len(&self) -> usize {
        self.timers.len()
    }
}
// ANCHOR_END: list
