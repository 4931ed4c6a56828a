//! Exercise 04/timers: timers that can be cancelled.
//!
//! The timers of a loop, without the loop: whoever uses them says what time it is. Fields and helpers are yours to change;
//! the judge uses the public items.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// One timer of one set of timers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerHandle(u64);

/// Values that are due at some time.
#[derive(Debug)]
pub struct Timers<T> {
    by_time: BTreeMap<Instant, T>,
}

impl<T> Timers<T> {
    /// No timers.
    pub fn new() -> Self {
        let by_time = BTreeMap::new();
        Self { by_time }
    }

    /// Sets a timer: `value` is due at `when`.
    pub fn set(&mut self, when: Instant, value: T) -> TimerHandle {
        let _ = (&self.by_time, TimerHandle(0), when, value);
        todo!("keep the value where it can be found by its time, and by its handle")
    }

    /// Cancels a timer and gives back its value; `None` if it was taken or cancelled before. Nothing of it is left behind.
    pub fn cancel(&mut self, handle: &TimerHandle) -> Option<T> {
        let _ = handle;
        todo!("find the timer by its handle and take it out")
    }

    /// Takes out the timer that comes first, if it is due at `now`: the earliest; of those due together, the one set first.
    pub fn take_due(&mut self, now: Instant) -> Option<T> {
        let _ = now;
        todo!("look at the first timer, and take it out if its time has come")
    }

    /// How long a loop may sleep at `now` before a timer is due; `None` if there is no timer.
    pub fn time_to_sleep(&self, now: Instant) -> Option<Duration> {
        let _ = now;
        todo!("from now to the first timer, and never less than nothing")
    }

    /// How many timers there are.
    pub fn len(&self) -> usize {
        todo!("count them; cancelled ones are not there")
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
