//! Asking a run from another thread to end early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A request to stop, shared by the one who asks and the one who is asked.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// A request that nobody has made yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// For a run that only its limit ends.
    pub(crate) fn never() -> Self {
        Self::default()
    }

    /// Asks. There is no way back: the next run takes a new `Stop`.
    pub fn set(&self) {
        // Nothing but the flag itself is passed on, hence Relaxed.
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
