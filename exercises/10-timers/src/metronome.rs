//! Exercise 10/metronome: beats that keep their times.

use std::time::{Duration, Instant};

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
    // What else must it know?
}

impl Metronome {
    /// One whose first beat is now, by [`ch10_timers::now`].
    pub fn new(period: Duration, missed: Missed) -> Self {
        Self { period, missed }
    }

    /// Waits for the next beat. Gives the time at which it was due, and how many beats were left out before it.
    ///
    /// Whoever is woken late may have missed beats, too. Dropping the wait loses no beat, and moves none.
    pub async fn beat(&mut self) -> (Instant, u32) {
        let _ = (self.period, self.missed);
        todo!("ch10_timers has sleep_until and now")
    }
}
