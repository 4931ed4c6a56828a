//! Where the loop's time comes from.

use std::time::{Duration, Instant};

// ANCHOR: clock
/// A loop's clock. The real one is the default; a virtual one makes timers run in no time, in
/// tests.
pub trait Clock {
    /// What time it is. It never goes back.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The loop has nothing to do for `idle`; gives for how long it shall really wait for sockets
    /// and threads.
    ///
    /// A real clock says: all of it. A virtual clock moves on by `idle` and says: not at all.
    fn sleep(&self, idle: Duration) -> Duration {
        idle
    }
}
// ANCHOR_END: clock

/// The machine's clock.
pub(crate) struct RealClock;

impl Clock for RealClock {}
