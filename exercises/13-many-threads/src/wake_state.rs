//! Exercise 13/wake_state: woken while it runs, cancelled while it runs.
//!
//! The chapter's `State`, with one thing more: a task may be cancelled, at any moment, by any thread.

// std's, but the judge can let another thread come in between two operations. `AtomicBool` and `Mutex` are there, too.
use judge::stepped::AtomicU8;

/// What a worker does with a task that it took out of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Poll it.
    Poll,
    /// It was cancelled: drop it, and call `end`. There was no poll, so there is no `pause`.
    Drop,
}

/// Where a task stands. Every thread may call `wake` and `cancel`, at any time; the worker that has the task calls the others.
///
/// A task is in a queue at most once, and never while it runs. Who is told `true` puts it there.
#[derive(Debug)]
pub struct WakeState(#[expect(dead_code, reason = "yours to use")] AtomicU8);

impl WakeState {
    /// A new task: scheduled.
    pub fn new() -> Self {
        todo!("which bits say that it is scheduled, running, cancelled, done?")
    }

    /// There is news for the task. `true`: it was idle, and whoever called this has to queue it.
    pub fn wake(&self) -> bool {
        todo!("one read-modify-write, and look at what was there before")
    }

    /// The task is to be dropped at its next turn, and has that turn soon. `true`: as for `wake`.
    pub fn cancel(&self) -> bool {
        todo!("as wake, and remember that it is cancelled")
    }

    /// The worker took the task out of the queue. From here on it runs: until `pause` or `end` if it is polled, until `end` if it
    /// is dropped.
    pub fn begin(&self) -> Turn {
        todo!("scheduled no more, running; poll it or drop it")
    }

    /// The poll gave Pending. `true`: it was woken or cancelled meanwhile, and the worker has to queue it.
    pub fn pause(&self) -> bool {
        todo!("running no more; was it woken meanwhile?")
    }

    /// The task has ended or was dropped. It is never queued again.
    pub fn end(&self) {
        todo!("done, whatever comes")
    }

    /// Whether it has ended.
    pub fn is_done(&self) -> bool {
        todo!("look at the bit")
    }
}

impl Default for WakeState {
    fn default() -> Self {
        Self::new()
    }
}
