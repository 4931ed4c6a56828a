// WRONG: what is due within a millisecond counts as due now, so timers are early.
// JUDGE: a nanosecond before its time

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// One timer of one set of timers: when it is due, and the number that tells it from others due together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimerHandle(Instant, u64);

/// Values that are due at some time.
#[derive(Debug)]
pub struct Timers<T> {
    /// Numbers grow, so timers due together stand in the order in which they were set.
    by_time: BTreeMap<TimerHandle, T>,
    next: u64,
}

impl<T> Timers<T> {
    /// No timers.
    pub fn new() -> Self {
        Self {
            by_time: BTreeMap::new(),
            next: 0,
        }
    }

    /// Sets a timer: `value` is due at `when`.
    pub fn set(&mut self, when: Instant, value: T) -> TimerHandle {
        let handle = TimerHandle(when, self.next);
        self.next += 1;
        self.by_time.insert(handle.clone(), value);
        handle
    }

    /// Cancels a timer and gives back its value; `None` if it was taken or cancelled before. Nothing of it is left behind.
    pub fn cancel(&mut self, handle: &TimerHandle) -> Option<T> {
        self.by_time.remove(handle)
    }

    /// Takes out the timer that comes first, if it is due at `now`: the earliest; of those due together, the one set first.
    pub fn take_due(&mut self, now: Instant) -> Option<T> {
        let first = self.by_time.first_entry()?;
        (first.key().0 <= now + Duration::from_millis(1)).then(|| first.remove())
    }

    /// How long a loop may sleep at `now` before a timer is due; `None` if there is no timer.
    pub fn time_to_sleep(&self, now: Instant) -> Option<Duration> {
        let (first, _) = self.by_time.first_key_value()?;
        Some(first.0.saturating_duration_since(now))
    }

    /// How many timers there are.
    pub fn len(&self) -> usize {
        self.by_time.len()
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
