//! The way into a loop for other threads: the only place of this chapter with locks.

use std::mem;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use polling::Poller;

use crate::EventLoop;

type Parcel = (
    Box<dyn FnOnce(&mut EventLoop) + Send>,
    &'static Location<'static>,
);

/// Callbacks that other threads have sent, and the bell to ring when there is one.
pub(crate) struct Inbox {
    parcels: Mutex<Vec<Parcel>>,
    poller: Arc<Poller>,
}

impl Inbox {
    pub(crate) fn new(poller: Arc<Poller>) -> Self {
        Self {
            parcels: Mutex::default(),
            poller,
        }
    }

    /// All that has come since the last call, in the order in which it came.
    pub(crate) fn take(&self) -> Vec<Parcel> {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Parcel>> {
        self.parcels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The event loop was dropped: nobody is left to call the callback.
#[derive(Debug, thiserror::Error)]
#[error("the event loop is gone: nobody is left to call the callback")]
pub struct LoopClosed;

/// A loop, as other threads see it. Clones lead to the same loop.
#[derive(Clone, Debug)]
pub struct Remote {
    inbox: Weak<Inbox>,
}

impl Remote {
    pub(crate) fn to(inbox: &Arc<Inbox>) -> Self {
        Self {
            inbox: Arc::downgrade(inbox),
        }
    }

    // ANCHOR: call_soon_threadsafe
    /// Has `callback` called in the loop's next turn, on the loop's thread, and wakes the loop if it sleeps.
    ///
    /// # Errors
    /// If the loop is gone.
    ///
    /// # Panics
    /// If the kernel refuses to wake the loop; none is known to.
    #[track_caller]
    pub fn call_soon_threadsafe(
        &self,
        callback: impl FnOnce(&mut EventLoop) + Send + 'static,
    ) -> Result<(), LoopClosed> {
        let inbox = self.inbox.upgrade().ok_or(LoopClosed)?;
        inbox.lock().push((Box::new(callback), Location::caller()));
        // After the push, never before: the loop empties its inbox when it wakes, and would find nothing and sleep again.
        inbox.poller.notify().expect("the kernel wakes the loop");
        Ok(())
    }
    // ANCHOR_END: call_soon_threadsafe
}
