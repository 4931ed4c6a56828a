//! Exercise 13/two_lanes: an executor with an urgent lane.

use std::fmt;

/// How much of a hurry a task is in, for all of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Before the normal ones.
    Urgent,
    /// When nobody urgent is ready, and every fourth turn.
    Normal,
}

/// Every so many turns the normal lane comes first.
pub const FAIR_TURN: usize = 4;

/// Polls tasks that may be woken by any thread. What it promises:
///
/// - Urgent tasks first; in each lane the order of the wakes.
/// - Every fourth turn ([`FAIR_TURN`]) a normal task comes first, if one is ready. A turn that finds nobody is not counted.
/// - A task stands in line once, however often it is woken. Woken during its own poll, it is polled again.
/// - No lock is held while a task is polled: it may spawn, and wake whom it likes.
/// - A wake after the task's end does nothing.
#[derive(Clone)]
pub struct TwoLanes {
    // What do the executor and its wakers share?
}

impl TwoLanes {
    /// An executor without tasks.
    pub fn new() -> Self {
        todo!("two lines, that wakers reach from any thread")
    }

    /// Queues a task.
    pub fn spawn(&self, lane: Lane, future: impl Future<Output = ()> + Send + 'static) {
        let _ = (lane, future);
        todo!("box the future, and put the task in line")
    }

    /// Polls the task whose turn it is, once. `false`: nobody is ready.
    pub fn turn(&self) -> bool {
        todo!("whose turn is it? Let go of the lock, then poll")
    }
}

impl Default for TwoLanes {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TwoLanes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TwoLanes")
    }
}
