//! The way into a loop for other threads.

use std::io::{self, ErrorKind};
use std::panic::Location;
use std::sync::{Arc, mpsc};

use polling::Poller;

use crate::EventLoop;

/// Where a callback was handed over.
pub(crate) type Place = &'static Location<'static>;
/// A callback from another thread.
pub(crate) type Parcel = (Box<dyn FnOnce(&mut EventLoop) + Send>, Place);

/// A loop, as other threads see it. Clones lead to the same loop.
#[derive(Clone, Debug)]
pub struct Remote {
    inbox: mpsc::Sender<Parcel>,
    pub(crate) poller: Arc<Poller>,
}

impl Remote {
    /// Both ends: one for the threads, one for the loop.
    pub(crate) fn new() -> io::Result<(Self, mpsc::Receiver<Parcel>)> {
        let poller = Arc::new(Poller::new()?);
        let (inbox, parcels) = mpsc::channel();
        Ok((Self { inbox, poller }, parcels))
    }

    // ANCHOR: call_soon_threadsafe
    /// Has `callback` called in the loop's next turn, on the loop's thread, and wakes the loop if
    /// it sleeps.
    ///
    /// # Errors
    /// `BrokenPipe` if the loop was dropped, and nobody is left to call anything.
    #[track_caller]
    pub fn call_soon_threadsafe(
        &self,
        callback: impl FnOnce(&mut EventLoop) + Send + 'static,
    ) -> io::Result<()> {
        let parcel: Parcel = (Box::new(callback), Location::caller());
        let sent = self.inbox.send(parcel);
        sent.map_err(|_| io::Error::new(ErrorKind::BrokenPipe, "the event loop is gone"))?;
        // After the send, never before: a loop that wakes too early finds an empty inbox, and
        // sleeps again.
        self.poller.notify()
    }
    // ANCHOR_END: call_soon_threadsafe
}
