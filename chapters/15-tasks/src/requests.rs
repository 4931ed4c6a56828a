//! Requests to stop: counted, delivered once each, and answered by the task as it likes.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// A request to stop that has reached the task: what an `await` raises in asyncio, and a value here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cancelled {
    /// Why, if the one who asked has said so.
    pub reason: Option<String>,
}

impl std::error::Error for Cancelled {}

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Some(reason) => write!(f, "cancelled: {reason}"),
            None => write!(f, "cancelled"),
        }
    }
}

/// The requests to stop that one task gets. Clones are the same requests: one side asks, the other listens.
///
/// As in asyncio, a request is delivered once, at the next await that listens; requests that come before that are delivered
/// as one, with the first one's reason; all are counted until they are [taken back](Self::uncancel).
// ANCHOR: state
#[derive(Clone, Debug, Default)]
pub struct Requests(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Requests made and not taken back.
    count: u32,
    /// The request that has not been delivered yet; the first one, if there were several.
    undelivered: Option<Cancelled>,
}
// ANCHOR_END: state

impl Requests {
    /// No requests so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the listener to stop.
    pub fn request(&self, cancelled: Cancelled) {
        self.count(cancelled);
        self.notify();
    }

    /// The first half of [`request`](Self::request): nobody is woken, so it may be done under a lock.
    pub(crate) fn count(&self, cancelled: Cancelled) {
        let mut state = self.lock();
        state.count = state.count.saturating_add(1);
        state.undelivered.get_or_insert(cancelled);
    }

    /// The second half.
    pub(crate) fn notify(&self) {
        self.0.changed.notify_waiters();
    }

    /// Waits for a request that has not been delivered yet, and takes it. If several wait, one of them gets it.
    ///
    /// Cancel safety: dropping it before it completes loses no request.
    // ANCHOR: requested
    pub async fn requested(&self) -> Cancelled {
        loop {
            // Made before the look, so that a request between the look and the wait is not missed.
            let changed = self.0.changed.notified();
            if let Some(cancelled) = self.take() {
                return cancelled;
            }
            changed.await;
        }
    }
    // ANCHOR_END: requested

    /// Awaits `future`, as an `await` of asyncio does: a request that comes before its end drops it and is the error. A request
    /// that is there already is delivered without polling `future`.
    ///
    /// Cancel safety: that of `future`; no request is lost.
    ///
    /// # Errors
    /// The request, if there is one.
    // ANCHOR: run_until_cancelled
    pub async fn run_until_cancelled<F: Future>(&self, future: F) -> Result<F::Output, Cancelled> {
        tokio::select! {
            biased;
            cancelled = self.requested() => Err(cancelled),
            output = future => Ok(output),
        }
    }
    // ANCHOR_END: run_until_cancelled

    /// How many requests were made and not taken back: asyncio's `cancelling()`.
    pub fn cancelling(&self) -> u32 {
        self.lock().count
    }

    /// Takes one request back, and gives how many are left. Once none is left, one that was not delivered yet never will be
    /// (asyncio: since 3.13).
    pub fn uncancel(&self) -> u32 {
        let mut state = self.lock();
        state.count = state.count.saturating_sub(1);
        if state.count == 0 {
            state.undelivered = None;
        }
        state.count
    }

    pub(crate) fn take(&self) -> Option<Cancelled> {
        self.lock().undelivered.take()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
