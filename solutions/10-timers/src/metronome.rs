//! Exercise 10/metronome: beats that keep their times.

use std::time::{Duration, Instant};

use ch10_timers::{now, sleep_until};

/// What becomes of beats that are over when nobody has asked for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// All of them come, one for each call, and without waiting.
    CatchUp,
    /// Only the latest of them comes, with its own time and at once; those before it are left out. (Tokio's `Skip` is another: it
    /// gives the earliest, and leaves out those after it.)
    Skip,
}

/// Beats at regular times: the first is at once, the others come whole periods after it, however long the work between two
/// calls takes.
#[derive(Debug)]
pub struct Metronome {
    period: Duration,
    missed: Missed,
    /// The first beat that was not given.
    next: Instant,
}

impl Metronome {
    /// One whose first beat is now, by [`ch10_timers::now`].
    pub fn new(period: Duration, missed: Missed) -> Self {
        Self {
            period,
            missed,
            next: now(),
        }
    }

    /// Waits for the next beat. Gives the time at which it was due, and how many beats were left out before it.
    ///
    /// Whoever is woken late may have missed beats, too. Dropping the wait loses no beat, and moves none.
    pub async fn beat(&mut self) -> (Instant, u32) {
        sleep_until(self.next).await;
        // From here on nothing is awaited: what is changed below is given as well.
        let late = now() - self.next;
        let left_out = match self.missed {
            Missed::CatchUp => 0,
            Missed::Skip => (late.as_nanos() / self.period.as_nanos()) as u32,
        };
        let beat = self.next + left_out * self.period;
        self.next = beat + self.period;
        (beat, left_out)
    }
}
