//! What you hold of a callback that has not run yet.

use std::time::Instant;

use crate::EventLoop;

/// A number that a loop gives to one callback and to no other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CallbackId(u64);

impl CallbackId {
    /// The number to give out now; the one after it is kept. `u64` does not run out: at a billion a second it lasts 584 years.
    pub(crate) fn next(&mut self) -> Self {
        let now = *self;
        self.0 += 1;
        now
    }
}

/// One callback of one loop: asyncio's `Handle`, and its `TimerHandle` if there is a [`when`](Self::when).
///
/// Dropping it changes nothing: the callback runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    pub(crate) id: CallbackId,
    pub(crate) when: Option<Instant>,
}

impl Handle {
    /// Cancels the callback if it has not begun, and says whether that was so. Nothing of it is left behind.
    ///
    /// `event_loop` must be the loop that gave this handle: another one has the same numbers for other callbacks.
    pub fn cancel(&self, event_loop: &mut EventLoop) -> bool {
        event_loop.cancel(self)
    }

    /// When the callback is due, if it is a timer.
    pub fn when(&self) -> Option<Instant> {
        self.when
    }
}
