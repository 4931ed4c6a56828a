//! Time that passes when a test says so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A clock that stands still until it is moved. Clones show the same time, on every thread.
///
/// ```
/// use std::time::Duration;
/// let clock = judge::VirtualClock::new();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!(clock.now() - before, clock.elapsed());
/// ```
#[derive(Clone, Debug)]
pub struct VirtualClock {
    start: Instant,
    elapsed: Arc<Mutex<Duration>>,
}

impl VirtualClock {
    /// A clock that shows the machine's time of now, and stops there.
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            elapsed: Arc::default(),
        }
    }

    /// What time it shows.
    pub fn now(&self) -> Instant {
        self.start + self.elapsed()
    }

    /// By how much it has been moved.
    pub fn elapsed(&self) -> Duration {
        *self.lock()
    }

    /// Moves it on.
    pub fn advance(&self, by: Duration) {
        *self.lock() += by;
    }

    fn lock(&self) -> MutexGuard<'_, Duration> {
        self.elapsed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}
