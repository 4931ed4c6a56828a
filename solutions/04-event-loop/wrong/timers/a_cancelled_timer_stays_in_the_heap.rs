// WRONG: a cancelled timer gives its value back and stays in the heap, as in asyncio, so the loop wakes for nothing.
// JUDGE: with the one in 10 ms cancelled, as the time to sleep

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::time::{Duration, Instant};

/// One timer of one set of timers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerHandle(u64);

/// Values that are due at some time.
#[derive(Debug)]
pub struct Timers<T> {
    heap: BinaryHeap<Reverse<(Instant, u64)>>,
    values: HashMap<u64, T>,
    next: u64,
}

impl<T> Timers<T> {
    /// No timers.
    pub fn new() -> Self {
        Self {
            heap: BinaryHeap::new(),
            values: HashMap::new(),
            next: 0,
        }
    }

    /// Sets a timer: `value` is due at `when`.
    pub fn set(&mut self, when: Instant, value: T) -> TimerHandle {
        let id = self.next;
        self.next += 1;
        self.heap.push(Reverse((when, id)));
        self.values.insert(id, value);
        TimerHandle(id)
    }

    /// Cancels a timer and gives back its value; `None` if it was taken or cancelled before. Nothing of it is left behind.
    pub fn cancel(&mut self, handle: &TimerHandle) -> Option<T> {
        self.values.remove(&handle.0)
    }

    /// Takes out the timer that comes first, if it is due at `now`: the earliest; of those due together, the one set first.
    pub fn take_due(&mut self, now: Instant) -> Option<T> {
        while let Some(Reverse((when, id))) = self.heap.peek()
            && *when <= now
        {
            let id = *id;
            self.heap.pop();
            if let Some(value) = self.values.remove(&id) {
                return Some(value);
            }
        }
        None
    }

    /// How long a loop may sleep at `now` before a timer is due; `None` if there is no timer.
    pub fn time_to_sleep(&self, now: Instant) -> Option<Duration> {
        let Reverse((when, _)) = self.heap.peek()?;
        Some(when.saturating_duration_since(now))
    }

    /// How many timers there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Default for Timers<T> {
    fn default() -> Self {
        Self::new()
    }
}
