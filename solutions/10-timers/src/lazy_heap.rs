//! Exercise 10/lazy_heap: a heap that forgets.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::time::Instant;

/// Names a timer. Keys are not given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(u64);

/// Below this a heap is not worth cleaning.
const FEW: usize = 64;

/// Timers in std's `BinaryHeap`, out of whose middle nothing can be taken: what is cancelled stays there for a while.
///
/// For a while only. However many timers have been cancelled, after a cancel the queue has no more entries than a small multiple
/// of those that are set, and a few dozen. (Room that it once needed it may keep.) And cancelling is cheap: work that grows with
/// the queue must be rare.
#[derive(Debug)]
pub struct LazyQueue<T> {
    /// Set or cancelled: that is for the payloads to say.
    heap: BinaryHeap<Reverse<(Instant, Key)>>,
    /// Of those that are set.
    payloads: HashMap<Key, T>,
    newest: u64,
}

impl<T> LazyQueue<T> {
    /// A queue without timers.
    pub fn new() -> Self {
        Self {
            heap: BinaryHeap::new(),
            payloads: HashMap::new(),
            newest: 0,
        }
    }

    /// Adds a timer that is due at `deadline`.
    pub fn insert(&mut self, deadline: Instant, payload: T) -> Key {
        self.newest += 1;
        let key = Key(self.newest);
        self.heap.push(Reverse((deadline, key)));
        self.payloads.insert(key, payload);
        key
    }

    /// Takes a timer back and gives its payload: nothing if it is not there any more.
    pub fn cancel(&mut self, key: Key) -> Option<T> {
        let payload = self.payloads.remove(&key);
        // Half of the heap is waste: each cancelled timer has paid for one step of the cleaning.
        if self.heap.len() > FEW + 2 * self.payloads.len() {
            let payloads = &self.payloads;
            self.heap
                .retain(|Reverse((_, key))| payloads.contains_key(key));
        }
        payload
    }

    /// When the first timer is due that is set.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        while let Some(Reverse((deadline, key))) = self.heap.peek() {
            if self.payloads.contains_key(key) {
                return Some(*deadline);
            }
            self.heap.pop();
        }
        None
    }

    /// Hands out a timer that is due, by deadline, then by the order of adding.
    pub fn pop_due(&mut self, now: Instant) -> Option<T> {
        if self.next_deadline()? > now {
            return None;
        }
        let Reverse((_, key)) = self.heap.pop()?;
        self.payloads.remove(&key)
    }

    /// How many timers are set.
    pub fn len(&self) -> usize {
        self.payloads.len()
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
