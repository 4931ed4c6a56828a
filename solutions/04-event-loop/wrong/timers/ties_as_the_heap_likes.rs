// WRONG: the heap compares times alone, and a heap promises nothing for equals.
// JUDGE: with twenty timers due at the same moment, and one before,

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};
use std::time::{Duration, Instant};

/// One timer of one set of timers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerHandle(u64);

/// When, and which.
#[derive(Debug)]
struct Timer(Instant, u64);

impl Ord for Timer {
    /// The earliest is the greatest: the heap gives the greatest first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Timer {}

/// Values that are due at some time.
#[derive(Debug)]
pub struct Timers<T> {
    heap: BinaryHeap<Timer>,
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
        self.heap.push(Timer(when, id));
        self.values.insert(id, value);
        TimerHandle(id)
    }

    /// Cancels a timer and gives back its value; `None` if it was taken or cancelled before. Nothing of it is left behind.
    pub fn cancel(&mut self, handle: &TimerHandle) -> Option<T> {
        self.heap.retain(|timer| timer.1 != handle.0);
        self.values.remove(&handle.0)
    }

    /// Takes out the timer that comes first, if it is due at `now`: the earliest; of those due together, the one set first.
    pub fn take_due(&mut self, now: Instant) -> Option<T> {
        while let Some(Timer(when, id)) = self.heap.peek()
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
        let Timer(when, _) = self.heap.peek()?;
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
