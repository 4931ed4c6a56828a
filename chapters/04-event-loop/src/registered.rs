//! A descriptor that the poller watches, for exactly as long as this lives.
// `Poller::add` is unsafe in polling 3: a source must be deleted from the poller before it is
// dropped, and the poller cannot see to that. Ownership can.
#![allow(unsafe_code)]

use std::os::fd::{BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::{io, mem};

use polling::{Event, PollMode, Poller};

// ANCHOR: registered
/// A duplicate of somebody's descriptor, watched by a poller.
pub(crate) struct Registered {
    poller: Arc<Poller>,
    /// Ours alone: nobody else can close it. `None` only while this is being dropped.
    fd: Option<OwnedFd>,
}

impl Registered {
    /// Has each wait of the poller tell, under the name of `key`, that the source can be read, for
    /// as long as it can (level-triggered, as asyncio's selectors are).
    pub(crate) fn new(poller: &Arc<Poller>, fd: BorrowedFd<'_>, key: usize) -> io::Result<Self> {
        let fd = fd.try_clone_to_owned()?;
        // SAFETY: `fd` must be deleted from the poller before it is dropped. It moves into the
        // value below, which gives it to nobody; `drop` deletes it first, and leaves it open for
        // ever should that fail. The poller outlives it: the value shares in it.
        unsafe { poller.add_with_mode(&fd, Event::readable(key), PollMode::Level)? };
        let (poller, fd) = (Arc::clone(poller), Some(fd));
        Ok(Self { poller, fd })
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        let kept = self.fd.take().filter(|fd| self.poller.delete(fd).is_err());
        kept.into_iter().for_each(mem::forget); // it may not be closed while it is watched
    }
}
// ANCHOR_END: registered
