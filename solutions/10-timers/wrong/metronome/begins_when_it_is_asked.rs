// WRONG: begins with the first call of `beat`.
// JUDGE: when the first beat is asked for 30 ms after `new`

//! Exercise 10/metronome: beats that keep their times.

use std::time::{Duration, Instant};

/// What becomes of beats that are over when nobody has asked for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// All of them come, one for each call, and without waiting.
    CatchUp,
    /// Only the latest of them comes; those before it are left out.
    Skip,
}

/// Beats at regular times: the first is at once, the others come whole periods after it, however long the work between two
/// calls takes.
#[derive(Debug)]
pub struct Metronome {
    period: Duration,
    missed: Missed,
    next: Instant,
    begun: bool,
}

impl Metronome {
    /// One whose first beat is now, by [`ch10_timers::now`].
    pub fn new(period: Duration, missed: Missed) -> Self {
        Self {
            period,
            missed,
            next: ch10_timers::now(),
            begun: false,
        }
    }

    /// Waits for the next beat. Gives the time at which it was due, and how many beats were left out before it.
    ///
    /// Whoever is woken late may have missed beats, too. Dropping the wait loses no beat, and moves none.
    pub async fn beat(&mut self) -> (Instant, u32) {
        if !self.begun {
            self.next = ch10_timers::now();
        }
        if ch10_timers::now() < self.next {
            ch10_timers::sleep_until(self.next).await;
        }
        let mut left_out = 0;
        if self.missed == Missed::Skip {
            let late = ch10_timers::now() - self.next;
            left_out = (late.as_nanos() / self.period.as_nanos()) as u32;
        }
        let due = self.next + self.period * left_out;
        self.next = due + self.period;
        self.begun = true;
        (due, left_out)
    }
}
