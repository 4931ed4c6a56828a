//! What a spawned child and its handle share: where its value goes, and how it is stopped.

use std::mem::replace;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use ch15_tasks::{Cancelled, Requests};
use tokio::task::AbortHandle;

use crate::Why;

pub(crate) struct Spawned<T> {
    /// How a child that listens is asked; one that does not is aborted.
    requests: Option<Requests>,
    state: Mutex<State<T>>,
}

struct State<T> {
    outcome: Outcome<T>,
    /// Whether there is still a handle; without one, a value is dropped at once.
    wanted: bool,
    /// The handle's.
    waker: Option<Waker>,
    /// From soon after the spawn until the end.
    abort: Option<AbortHandle>,
    /// The abort came before its handle was here.
    aborted: bool,
}

pub(crate) enum Outcome<T> {
    Running,
    Value(T),
    Lost(Why),
    /// The handle has given the value away.
    Taken,
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
        let state = Mutex::new(State {
            outcome,
            wanted: true,
            waker: None,
            abort: None,
            aborted: false,
        });
        Self { requests, state }
    }

    /// How it is aborted, from soon after the spawn on.
    pub fn runs_as(&self, abort: AbortHandle) {
        let mut state = self.lock();
        if state.aborted {
            drop(state);
            abort.abort();
        } else if matches!(state.outcome, Outcome::Running) {
            state.abort = Some(abort);
        }
    }

    /// Leaves the outcome here; what nobody wants is dropped before this returns.
    pub fn end(&self, outcome: Outcome<T>) {
        let mut state = self.lock();
        let unwanted = match state.wanted {
            true => replace(&mut state.outcome, outcome),
            false => outcome,
        };
        let (waker, abort) = (state.waker.take(), state.abort.take());
        drop(state);
        drop((unwanted, abort));
        waker.into_iter().for_each(Waker::wake);
    }

    pub fn is_running(&self) -> bool {
        matches!(self.lock().outcome, Outcome::Running)
    }

    /// # Panics
    /// If the value was given away already.
    pub fn poll_take(&self, cx: &mut Context<'_>) -> Poll<Result<T, Why>> {
        let mut state = self.lock();
        match &state.outcome {
            Outcome::Running => {
                state.waker = Some(cx.waker().clone());
                return Poll::Pending;
            }
            Outcome::Lost(why) => return Poll::Ready(Err(*why)),
            _ => (),
        }
        match replace(&mut state.outcome, Outcome::Taken) {
            Outcome::Value(value) => Poll::Ready(Ok(value)),
            _ => panic!("a child's handle was polled after it had given the value"),
        }
    }

    /// The handle goes away.
    pub fn forget(&self) {
        let mut state = self.lock();
        state.wanted = false;
        let waker = state.waker.take();
        let unwanted = match state.outcome {
            Outcome::Running => None,
            _ => Some(replace(&mut state.outcome, Outcome::Taken)),
        };
        drop(state);
        drop((waker, unwanted));
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut state = self.lock();
        state.aborted = true;
        let abort = state.abort.take();
        drop(state);
        if let Some(abort) = abort {
            abort.abort();
        }
    }
}
