//! What a spawned child and its handle share: where its value goes, and how it is stopped.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ch15_tasks::{Cancelled, Requests};
use tokio::task::AbortHandle;

use crate::slot::{Outcome, Slot};

pub(crate) struct Spawned<T> {
    pub slot: Slot<T>,
    /// How a child that listens is asked; one that does not is aborted.
    requests: Option<Requests>,
    abort: Mutex<Abort>,
}

enum Abort {
    /// Tokio has not given the handle yet.
    NotYet,
    By(AbortHandle),
    /// It was aborted, or has ended.
    Over,
    /// To be aborted as soon as the handle is here.
    AtOnce,
}

/// What a group does to a child, whatever the type of its value.
pub(crate) trait Stoppable: Send + Sync {
    /// Asks it if it listens, aborts it if not.
    fn stop(&self);
    /// Has its future dropped, at the runtime's next turn.
    fn abort(&self);
}

impl<T> Spawned<T> {
    pub fn new(requests: Option<Requests>, outcome: Outcome<T>) -> Self {
        Self {
            slot: Slot::new(outcome),
            requests,
            abort: Mutex::new(Abort::NotYet),
        }
    }

    /// How it is aborted, from soon after the spawn on.
    pub fn runs_as(&self, handle: AbortHandle) {
        let mut abort = self.lock();
        match *abort {
            Abort::AtOnce => {
                *abort = Abort::Over;
                drop(abort);
                handle.abort();
            }
            Abort::NotYet => *abort = Abort::By(handle),
            _ => (),
        }
    }

    pub fn end(&self, outcome: Outcome<T>) {
        let handle = std::mem::replace(&mut *self.lock(), Abort::Over);
        drop(handle);
        self.slot.end(outcome);
    }

    fn lock(&self) -> MutexGuard<'_, Abort> {
        self.abort.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send> Stoppable for Spawned<T> {
    fn stop(&self) {
        match &self.requests {
            Some(requests) => requests.request(Cancelled::default()),
            None => self.abort(),
        }
    }

    fn abort(&self) {
        let mut abort = self.lock();
        let after = match *abort {
            Abort::NotYet | Abort::AtOnce => Abort::AtOnce,
            _ => Abort::Over,
        };
        let before = std::mem::replace(&mut *abort, after);
        drop(abort);
        if let Abort::By(handle) = before {
            handle.abort();
        }
    }
}
