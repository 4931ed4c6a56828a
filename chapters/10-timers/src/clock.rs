//! What time it is.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ch06_wakers::{Park, Unparker};

// ANCHOR: clock
/// Tells the time by which timers go.
pub trait Clock: Debug {
    /// The time now. It never goes back.
    fn now(&self) -> Instant;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealClock;

impl Clock for RealClock {
    fn now(&self) -> Instant {
        Instant::now()
    }
}
// ANCHOR_END: clock

// ANCHOR: virtual
/// A clock that stands still until it is moved. Clones show the same time.
///
/// It is a [`Park`] as well, which does not sleep: it moves the clock by the time that it should have slept. For programs on
/// one thread: nobody can wake it from outside.
#[derive(Clone, Debug)]
pub struct VirtualClock {
    start: Instant,
    /// Nanoseconds since the start. Shared by threads only so that a recording of the trace may be read anywhere.
    passed: Arc<AtomicU64>,
}

impl Park for VirtualClock {
    fn park(&mut self, timeout: Option<Duration>) {
        self.advance(
            timeout
                .expect("nobody is ready and no timer is set: this program would sleep for ever"),
        );
    }

    fn unparker(&self) -> Unparker {
        Unparker::new(|| ())
    }
}
// ANCHOR_END: virtual

impl VirtualClock {
    /// A clock that shows the machine's time of now, and stops there.
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            passed: Arc::default(),
        }
    }

    /// By how much it has been moved.
    pub fn passed(&self) -> Duration {
        Duration::from_nanos(self.passed.load(Ordering::Relaxed)) // one number, nothing else is read on its word
    }

    /// Moves it on: what a computation or a blocking call does.
    ///
    /// # Panics
    /// If that is more than 500 years.
    pub fn advance(&self, by: Duration) {
        let by = u64::try_from(by.as_nanos()).expect("no program runs for 500 years");
        self.passed.fetch_add(by, Ordering::Relaxed);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}
