//! Who wants to know which socket can be read.

use std::collections::HashMap;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::sync::Arc;
use std::time::Duration;

use polling::{Events, Poller};

use crate::handle::CallbackId;
use crate::registered::Registered;

/// The poller, and the sources it watches.
pub(crate) struct Sources {
    poller: Arc<Poller>,
    /// The readers, by the number of their source's descriptor, which is also the key of the poller's events.
    readers: HashMap<usize, (CallbackId, Registered)>,
    events: Events,
}

impl Sources {
    pub(crate) fn new(poller: Arc<Poller>) -> Self {
        Self {
            poller,
            readers: HashMap::new(),
            events: Events::new(),
        }
    }

    /// Sets the reader of `fd`, and gives the one that was there. It is registered anew in any case: the number may
    /// belong to another socket by now.
    pub(crate) fn add(
        &mut self,
        fd: BorrowedFd<'_>,
        reader: CallbackId,
    ) -> io::Result<Option<CallbackId>> {
        let registered = Registered::new(&self.poller, fd, key_of(fd))?;
        let before = self.readers.insert(key_of(fd), (reader, registered));
        Ok(before.map(|(reader, _)| reader))
    }

    /// Takes away the reader of `fd`, and gives it.
    pub(crate) fn remove(&mut self, fd: BorrowedFd<'_>) -> Option<CallbackId> {
        let (reader, _) = self.readers.remove(&key_of(fd))?;
        Some(reader)
    }

    // ANCHOR: wait
    /// Sleeps for `limit` at most, for ever if there is none; gives the readers whose sources can be read.
    pub(crate) fn wait(
        &mut self,
        limit: Option<Duration>,
    ) -> io::Result<impl Iterator<Item = CallbackId>> {
        self.events.clear();
        self.poller.wait(&mut self.events, limit)?;
        let readers = &self.readers;
        let ready = self.events.iter();
        Ok(ready.filter_map(|event| readers.get(&event.key).map(|(reader, _)| *reader)))
    }
    // ANCHOR_END: wait
}

fn key_of(fd: BorrowedFd<'_>) -> usize {
    fd.as_raw_fd().unsigned_abs() as usize
}
