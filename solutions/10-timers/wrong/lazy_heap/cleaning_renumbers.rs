// WRONG: gives those that stay new numbers when it cleans: their keys name nothing any more.
// JUDGE: asked to cancel 3 by its key, the answer gave None

//! Exercise 10/lazy_heap: a heap that forgets.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::time::Instant;

/// Names a timer. Keys are not given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(u64);

/// Timers in std's `BinaryHeap`, out of whose middle nothing can be taken: what is cancelled stays there for a while.
///
/// For a while only. However many timers have been cancelled, the queue needs no more memory than a queue of a small multiple
/// of those that are set, and a few dozen entries. And cancelling is cheap: work that grows with the queue must be rare.
#[derive(Debug)]
pub struct LazyQueue<T> {
    heap: BinaryHeap<Reverse<(Instant, u64)>>,
    payloads: HashMap<u64, T>,
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

    fn tidy(&mut self) {
        if self.heap.len() > 2 * self.payloads.len() + 16 {
            let payloads: std::collections::HashSet<u64> = self.payloads.keys().copied().collect();
            let payloads = payloads.iter().map(|n| (*n, ())).collect::<HashMap<_, _>>();
            let mut live: Vec<_> = std::mem::take(&mut self.heap)
                .into_iter()
                .filter(|Reverse((_, n))| payloads.contains_key(n))
                .collect();
            live.reverse();
            let mut moved = HashMap::new();
            for Reverse((d, n)) in live {
                self.newest += 1;
                let p = self.payloads.remove(&n).unwrap();
                moved.insert(self.newest, p);
                self.heap.push(Reverse((d, self.newest)));
            }
            self.payloads = moved;
        }
        if self.heap.capacity() > 4 * self.heap.len() + 32 {
            self.heap.shrink_to(2 * self.heap.len());
        }
        if self.payloads.capacity() > 4 * self.payloads.len() + 32 {
            self.payloads.shrink_to(2 * self.payloads.len());
        }
    }

    fn drop_dead(&mut self) {
        while let Some(Reverse((_, number))) = self.heap.peek() {
            if self.payloads.contains_key(number) {
                return;
            }
            self.heap.pop();
        }
    }

    /// Adds a timer that is due at `deadline`.
    pub fn insert(&mut self, deadline: Instant, payload: T) -> Key {
        self.newest += 1;
        self.heap.push(Reverse((deadline, self.newest)));
        self.payloads.insert(self.newest, payload);
        Key(self.newest)
    }

    /// Takes a timer back and gives its payload: nothing if it is not there any more.
    pub fn cancel(&mut self, key: Key) -> Option<T> {
        let payload = self.payloads.remove(&key.0)?;
        self.tidy();
        Some(payload)
    }

    /// When the first timer is due that is set.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        self.drop_dead();
        self.heap.peek().map(|Reverse((deadline, _))| *deadline)
    }

    /// Hands out a timer that is due, by deadline, then by the order of adding.
    pub fn pop_due(&mut self, now: Instant) -> Option<T> {
        if self.next_deadline()? > now {
            return None;
        }
        let Reverse((_, number)) = self.heap.pop()?;
        let payload = self.payloads.remove(&number);
        self.tidy();
        payload
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
