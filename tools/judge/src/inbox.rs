//! How a task asks to be polled again: a pass for every poll, and the inbox that passes are thrown into.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};
use std::time::Duration;

/// The wakes that the executor has not looked at yet.
#[derive(Debug, Default)]
pub struct Inbox {
    wakes: Mutex<Vec<(usize, usize)>>,
    arrived: Condvar,
}

impl Inbox {
    /// Takes all wakes: which task, through the waker of which of its polls.
    pub fn take(&self) -> Vec<(usize, usize)> {
        std::mem::take(&mut *self.lock())
    }

    /// Waits for a wake from another thread, for at most `patience` of real time; says whether one came.
    pub fn wait(&self, patience: Duration) -> bool {
        let waited = self
            .arrived
            .wait_timeout_while(self.lock(), patience, |wakes| wakes.is_empty());
        !waited.unwrap_or_else(PoisonError::into_inner).0.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(usize, usize)>> {
        self.wakes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the waker of one poll leads to. Every poll has its own, so that one can tell whose waker was kept and used.
#[derive(Debug)]
pub struct Pass {
    task: usize,
    poll: usize,
    inbox: Arc<Inbox>,
}

impl Pass {
    pub fn new(task: usize, poll: usize, inbox: &Arc<Inbox>) -> Arc<Self> {
        Arc::new(Self {
            task,
            poll,
            inbox: Arc::clone(inbox),
        })
    }

    /// How many wakers of this poll somebody has kept.
    pub fn kept(self: &Arc<Self>) -> usize {
        Arc::strong_count(self) - 1
    }

    pub fn waker(self: &Arc<Self>) -> Waker {
        Waker::from(Arc::clone(self))
    }
}

impl Wake for Pass {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.inbox.lock().push((self.task, self.poll));
        self.inbox.arrived.notify_one();
    }
}
