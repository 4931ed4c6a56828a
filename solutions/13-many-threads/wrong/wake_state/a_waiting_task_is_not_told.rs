// WRONG: cancel sets its flag, and the task that waits hears of it when something else wakes it.
// JUDGE: asked to Cancel a new task after [Begin, Pause

//! Exercise 13/wake_state: woken while it runs, cancelled while it runs.

use std::sync::atomic::{AtomicU8, Ordering::AcqRel, Ordering::Acquire, Ordering::Release};

/// What a worker does with a task that it took out of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Poll it.
    Poll,
    /// It was cancelled: drop it, and call `end`. There was no poll, so there is no `pause`.
    Drop,
}

const SCHEDULED: u8 = 1;
const RUNNING: u8 = 2;
const CANCELLED: u8 = 4;
const DONE: u8 = 8;

/// Where a task stands. Every thread may call `wake` and `cancel`, at any time; the worker that has the task calls the others.
///
/// A task is in a queue at most once, and never while it runs. Who is told `true` puts it there.
#[derive(Debug)]
pub struct WakeState(AtomicU8);

impl WakeState {
    /// A new task: scheduled.
    pub fn new() -> Self {
        Self(AtomicU8::new(SCHEDULED))
    }

    /// There is news for the task. `true`: it was idle, and whoever called this has to queue it.
    pub fn wake(&self) -> bool {
        self.0.fetch_or(SCHEDULED, AcqRel) & !CANCELLED == 0
    }

    /// The task is to be dropped at its next turn, and has that turn soon. `true`: as for `wake`.
    pub fn cancel(&self) -> bool {
        self.0.fetch_or(CANCELLED, AcqRel) & (SCHEDULED | RUNNING | CANCELLED | DONE) != 0 && false
    }

    /// The worker took the task out of the queue. From here on it runs: until `pause` or `end` if it is polled, until `end` if it
    /// is dropped.
    pub fn begin(&self) -> Turn {
        let before = self.0.fetch_xor(SCHEDULED | RUNNING, AcqRel);
        if before & CANCELLED == 0 {
            Turn::Poll
        } else {
            Turn::Drop
        }
    }

    /// The poll gave Pending. `true`: it was woken or cancelled meanwhile, and the worker has to queue it.
    pub fn pause(&self) -> bool {
        self.0.fetch_and(!RUNNING, AcqRel) & SCHEDULED != 0
    }

    /// The task has ended or was dropped. It is never queued again.
    pub fn end(&self) {
        self.0.store(DONE, Release);
    }

    /// Whether it has ended.
    pub fn is_done(&self) -> bool {
        self.0.load(Acquire) & DONE != 0
    }
}

impl Default for WakeState {
    fn default() -> Self {
        Self::new()
    }
}
