//! Where a task stands, in one byte. Wakers on any thread change it, and the worker that polls the task; nobody else.
//!
//! | | bits | in a queue |
//! |---|---|---|
//! | idle | none | no |
//! | scheduled | `SCHEDULED` | once |
//! | running | `RUNNING` | no |
//! | running and woken | `RUNNING` and `SCHEDULED` | no |
//! | done | `DONE`, and perhaps `SCHEDULED` by a wake that came late | no |
//!
//! Each transition is one read-modify-write, also where it changes nothing: so what a waker did before its wake is seen by the
//! poll that follows, whoever else woke the task first.

use std::sync::atomic::Ordering::{AcqRel, Acquire};

use crate::sync::AtomicU8;

/// It was woken and has not been polled since. Set by wakers, taken away by [`State::begin`].
const SCHEDULED: u8 = 1;
/// A worker polls it. Set by [`State::begin`], taken away by [`State::pause`] or [`State::end`]. Never on two workers.
const RUNNING: u8 = 2;
/// It has ended, and its result can be had. Set by [`State::end`], for ever.
const DONE: u8 = 4;

// ANCHOR: state
/// Where a task stands.
#[derive(Debug)]
pub struct State(AtomicU8);

impl State {
    /// A new task is scheduled: whoever made it puts it into a queue.
    pub fn new() -> Self {
        Self(AtomicU8::new(SCHEDULED))
    }

    /// Says whether the task is now yours to queue. Not if it is in a queue already, if it is being polled (then its worker
    /// queues it afterwards), or if it is done.
    #[must_use = "somebody has to queue it"]
    pub fn wake(&self) -> bool {
        self.0.fetch_or(SCHEDULED, AcqRel) == 0
    }

    /// A worker has taken the task out of a queue and will poll it. Wakes from here on are for the next poll.
    pub fn begin(&self) {
        let before = self.0.swap(RUNNING, AcqRel);
        debug_assert_eq!(
            before, SCHEDULED,
            "a task was in a queue that should not be"
        );
    }

    /// The poll gave Pending. Says whether the task was woken meanwhile, and is now yours to queue.
    #[must_use = "somebody has to queue it"]
    pub fn pause(&self) -> bool {
        self.0.fetch_and(!RUNNING, AcqRel) == RUNNING | SCHEDULED
    }

    /// The task has ended, and its result can be had. Wakes from here on are nobody's.
    pub fn end(&self) {
        self.0.swap(DONE, AcqRel);
    }

    /// Whether it has ended.
    pub fn is_done(&self) -> bool {
        self.0.load(Acquire) & DONE != 0
    }
}
// ANCHOR_END: state

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}
