//! What the handles of a task and the task itself share.

use std::fmt::Display;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use slab::Slab;
use tokio::task::AbortHandle;

use crate::report::{self, Reporter};
use crate::{Requests, TaskError, TaskResult, Unretrieved};

/// The number of the next task that is made, for its name.
static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) struct Shared<T, E: Display> {
    number: u64,
    /// Whether the task listens to `requests`; one that does not is aborted.
    pub cooperative: bool,
    pub requests: Requests,
    reporter: Option<Reporter>,
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
    pub abort: Option<AbortHandle>,
}

impl<T, E: Display> Shared<T, E> {
    pub fn new(cooperative: bool, reporter: Option<Reporter>) -> Self {
        Self {
            // Numbers are given once, in no other order: nothing else is read by them.
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            cooperative,
            requests: Requests::new(),
            reporter,
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

    /// Keeps the first outcome, and wakes who awaits it.
    pub fn end(&self, outcome: TaskResult<T, E>) {
        let mut state = self.lock();
        if state.outcome.is_some() {
            return;
        }
        state.outcome = Some(outcome);
        state.abort = None;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        for (_, waker) in waiting {
            waker.wake();
        }
    }
}

impl<T, E: Display> Drop for Shared<T, E> {
    fn drop(&mut self) {
        let name = self.name();
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(Err(error)) = &state.outcome else {
            return;
        };
        if !state.retrieved && !error.is_cancelled() {
            let (task, error) = (name, error.to_string());
            report::report(self.reporter.as_ref(), Unretrieved { task, error });
        }
    }
}

/// Held by the running task, and dropped after its future: a task that ends without an outcome was cancelled.
pub(crate) struct Ending<T, E: Display>(pub std::sync::Arc<Shared<T, E>>);

impl<T, E: Display> Drop for Ending<T, E> {
    fn drop(&mut self) {
        if self.0.lock().outcome.is_none() {
            // One that does not listen was aborted: the request that nobody took says why.
            let cancelled = self.0.requests.take().unwrap_or_default();
            self.0.end(Err(TaskError::Cancelled(cancelled)));
        }
    }
}
