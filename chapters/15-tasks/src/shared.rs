//! What the handles of a task and the task itself share.

use std::fmt::Display;
use std::mem::take;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use slab::Slab;
use tokio::task::AbortHandle;

use crate::supervise::Registry;
use crate::surroundings::Surroundings;
use crate::{Cancelled, Requests, TaskResult, Unretrieved, report};

/// The number of the next task that is made, for its name.
static NEXT: AtomicU64 = AtomicU64::new(1);

// ANCHOR: shared
pub(crate) struct Shared<T, E: Display> {
    number: u64,
    /// Whether the task listens to `requests`; one that does not is aborted.
    cooperative: bool,
    pub requests: Requests,
    /// Who hears of its error, and who waits for it in the end.
    pub surroundings: Option<Arc<Surroundings>>,
    state: Mutex<State<T, E>>,
}

pub(crate) struct State<T, E> {
    name: Option<String>,
    /// Set once, when the task's future is gone.
    pub outcome: Option<TaskResult<T, E>>,
    /// Somebody has looked at the outcome.
    pub retrieved: bool,
    /// Who awaits the outcome; empty once it is there.
    pub waiting: Slab<Waker>,
    /// Until the outcome is there.
    abort: Option<AbortHandle>,
}
// ANCHOR_END: shared

impl<T, E: Display> Shared<T, E> {
    pub fn new(cooperative: bool, surroundings: Option<Arc<Surroundings>>) -> Self {
        Self {
            // Numbers are given once, in no other order: nothing else is read by them.
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            cooperative,
            requests: Requests::new(),
            surroundings,
            state: Mutex::new(State {
                name: None,
                outcome: None,
                retrieved: false,
                waiting: Slab::new(),
                abort: None,
            }),
        }
    }

    pub fn lock(&self) -> MutexGuard<'_, State<T, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn name(&self) -> String {
        let name = self.lock().name.clone();
        name.unwrap_or_else(|| format!("Task-{}", self.number))
    }

    pub fn set_name(&self, name: String) {
        self.lock().name = Some(name);
    }

    pub fn registry(&self) -> Option<&Registry> {
        self.surroundings.as_ref()?.registry.as_deref()
    }

    /// Called once the task is spawned, which may have ended by then, or been asked to stop.
    pub fn spawned(&self, abort: AbortHandle) {
        let mut state = self.lock();
        if state.outcome.is_none() {
            state.abort = Some(abort);
        }
        drop(state);
        if !self.cooperative && self.requests.cancelling() > 0 {
            self.abort();
        }
    }

    /// `false` if the task has ended: a request that was accepted came before the end.
    pub fn request(&self, cancelled: Cancelled) -> bool {
        let state = self.lock();
        if state.outcome.is_some() {
            return false;
        }
        self.requests.count(cancelled);
        drop(state);
        match self.cooperative {
            true => self.requests.notify(),
            false => self.abort(),
        }
        true
    }

    pub fn abort(&self) {
        let abort = self.lock().abort.clone();
        if let Some(abort) = abort {
            abort.abort();
        }
    }

    /// Keeps the outcome, and wakes who awaits it.
    pub fn end(&self, outcome: TaskResult<T, E>) {
        let last_words = self.registry().filter(|registry| registry.is_closing());
        let failure = last_words.and_then(|_| self.failure(&outcome));
        let mut state = self.lock();
        state.retrieved |= failure.is_some();
        state.outcome = Some(outcome);
        let (waiting, abort) = (take(&mut state.waiting), state.abort.take());
        // Wakers and handles are other people's code: neither used nor dropped under the lock.
        drop((state, abort));
        for (_, waker) in waiting {
            waker.wake();
        }
        if let Some(error) = failure {
            self.report(error, true);
        }
    }

    /// In what words the task failed, if that is how it ended.
    fn failure(&self, outcome: &TaskResult<T, E>) -> Option<String> {
        let error = outcome.as_ref().err().filter(|error| !error.is_cancelled());
        error.map(ToString::to_string)
    }

    fn report(&self, error: String, at_shutdown: bool) {
        let task = self.name();
        let unretrieved = Unretrieved {
            task,
            error,
            at_shutdown,
        };
        report::report(self.surroundings.as_deref(), unretrieved);
    }
}

// ANCHOR: drop
/// The last handle is gone, and so is the task: nobody can look any more.
impl<T, E: Display> Drop for Shared<T, E> {
    fn drop(&mut self) {
        let state = self.lock();
        let unseen = state.outcome.as_ref().filter(|_| !state.retrieved);
        let failure = unseen.and_then(|outcome| self.failure(outcome));
        drop(state);
        if let Some(error) = failure {
            self.report(error, false);
        }
    }
}
// ANCHOR_END: drop
