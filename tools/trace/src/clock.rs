//! What time a recording goes by.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A clock that starts at zero. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Real(Instant),
    /// Advances only in `wait`. `pace` is how many times faster than its own time the clock really waits;
    /// `None` does not wait at all.
    Virtual {
        now: Arc<Mutex<Duration>>,
        pace: Option<u32>,
    },
    Reading(Reading),
}

/// A clock that somebody else runs.
#[derive(Clone)]
struct Reading(Arc<dyn Fn() -> Duration + Send + Sync>);

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading({:?})", (self.0)())
    }
}

impl Clock {
    /// The machine's own time. Recordings made with it differ from run to run.
    pub fn real() -> Self {
        Self(Kind::Real(Instant::now()))
    }

    /// Virtual time that really passes, `pace` times faster: with a pace of 20, a wait of one second blocks the thread
    /// for 50 ms and moves the clock by exactly one second. Only waits move it, so a recording does not depend on how
    /// fast the machine is.
    ///
    /// Threads that wait at the same time must agree on when they start (read the clock before a barrier, and use
    /// [`wait_from`](Self::wait_from)): the later one would otherwise read a clock that the earlier one has moved.
    ///
    /// # Panics
    /// If `pace` is zero.
    pub fn scaled(pace: u32) -> Self {
        assert!(pace > 0, "a clock cannot have a pace of zero");
        Self::virtual_time(Some(pace))
    }

    /// Virtual time that jumps: a wait moves the clock and returns at once.
    pub fn manual() -> Self {
        Self::virtual_time(None)
    }

    /// The time that `read` tells: for a runtime that keeps its own time. Nothing here moves it.
    pub fn reading(read: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self(Kind::Reading(Reading(Arc::new(read))))
    }

    fn virtual_time(pace: Option<u32>) -> Self {
        Self(Kind::Virtual {
            now: Arc::default(),
            pace,
        })
    }

    /// The time since the clock was made.
    pub fn now(&self) -> Duration {
        match &self.0 {
            Kind::Real(start) => start.elapsed(),
            Kind::Virtual { now, .. } => *now.lock().unwrap_or_else(PoisonError::into_inner),
            Kind::Reading(Reading(read)) => read(),
        }
    }

    /// Waits until `duration` has passed on this clock, blocking the thread as the kind of clock demands.
    pub fn wait(&self, duration: Duration) {
        self.wait_from(self.now(), duration);
    }

    /// Waits until `duration` has passed since `start`, which a thread that waits together with others read before any
    /// of them began to wait.
    pub fn wait_from(&self, start: Duration, duration: Duration) {
        let end = start + duration;
        match &self.0 {
            Kind::Real(_) | Kind::Reading(_) => thread::sleep(end.saturating_sub(self.now())),
            Kind::Virtual { now, pace } => {
                if let Some(pace) = pace {
                    thread::sleep(duration / *pace);
                }
                let mut now = now.lock().unwrap_or_else(PoisonError::into_inner);
                // Another thread may have waited longer from the same start: time never goes back.
                *now = end.max(*now);
            }
        }
    }

    /// Moves virtual time to `at`, without waiting; an executor does this when it has nothing to do before. Time does not
    /// go back, and the machine's own time does not obey.
    pub fn advance_to(&self, at: Duration) {
        if let Kind::Virtual { now, .. } = &self.0 {
            let mut now = now.lock().unwrap_or_else(PoisonError::into_inner);
            *now = at.max(*now);
        }
    }
}
