//! Exercise 10/lazy_heap: a heap that forgets.

use std::time::Instant;

/// Names a timer. Keys are not given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u64);

/// Timers in std's `BinaryHeap`, out of whose middle nothing can be taken: what is cancelled stays there for a while.
///
/// For a while only. However many timers have been cancelled, after a cancel the queue has no more entries than a small multiple
/// of those that are set, and a few dozen. (Room that it once needed it may keep.) And cancelling is cheap: work that grows with
/// the queue must be rare.
#[derive(Debug)]
pub struct LazyQueue<T> {
    // What does the heap hold, and where are the payloads?
    timers: Vec<(Instant, T)>,
}

impl<T> LazyQueue<T> {
    /// A queue without timers.
    pub fn new() -> Self {
        Self { timers: Vec::new() }
    }

    /// Adds a timer that is due at `deadline`.
    pub fn insert(&mut self, deadline: Instant, payload: T) -> Key {
        self.timers.push((deadline, payload));
        todo!("the heap, and a place for the payload")
    }

    /// Takes a timer back and gives its payload: nothing if it is not there any more.
    pub fn cancel(&mut self, key: Key) -> Option<T> {
        todo!("{key:?} is to be forgotten: at once, or when there is reason to?")
    }

    /// When the first timer is due that is set.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        todo!("who stands at the top of the heap?")
    }

    /// Hands out a timer that is due, by deadline, then by the order of adding.
    pub fn pop_due(&mut self, now: Instant) -> Option<T> {
        todo!("is the one at the top due at {now:?}? And is it still set?")
    }

    /// How many timers are set.
    pub fn len(&self) -> usize {
        self.timers.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Default for LazyQueue<T> {
    fn default() -> Self {
        Self::new()
    }
}
