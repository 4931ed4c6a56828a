//! Where a child leaves its value, and its handle finds it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::Why;

pub(crate) struct Slot<T>(Mutex<State<T>>);

struct State<T> {
    outcome: Outcome<T>,
    /// Whether there is still a handle; without one, a value is dropped at once.
    wanted: bool,
    /// The handle's.
    waker: Option<Waker>,
}

pub(crate) enum Outcome<T> {
    Running,
    Value(T),
    Lost(Why),
    /// The handle has given the value away.
    Taken,
}

impl<T> Slot<T> {
    pub fn new(outcome: Outcome<T>) -> Self {
        Self(Mutex::new(State {
            outcome,
            wanted: true,
            waker: None,
        }))
    }

    /// Leaves the outcome here; what nobody wants is dropped before this returns.
    pub fn end(&self, outcome: Outcome<T>) {
        let mut state = self.lock();
        let unwanted = match state.wanted {
            true => std::mem::replace(&mut state.outcome, outcome),
            false => outcome,
        };
        let waker = state.waker.take();
        drop(state);
        drop(unwanted);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub fn is_running(&self) -> bool {
        matches!(self.lock().outcome, Outcome::Running)
    }

    /// # Panics
    /// If the value was given away already.
    pub fn poll_take(&self, cx: &mut Context<'_>) -> Poll<Result<T, Why>> {
        let mut state = self.lock();
        match std::mem::replace(&mut state.outcome, Outcome::Taken) {
            Outcome::Value(value) => return Poll::Ready(Ok(value)),
            Outcome::Taken => panic!("a child's handle was polled after it had given the value"),
            Outcome::Lost(why) => {
                state.outcome = Outcome::Lost(why);
                return Poll::Ready(Err(why));
            }
            Outcome::Running => state.outcome = Outcome::Running,
        }
        match &mut state.waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
        Poll::Pending
    }

    /// The value, if it is here.
    pub fn take(&self) -> Option<T> {
        match std::mem::replace(&mut self.lock().outcome, Outcome::Taken) {
            Outcome::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The handle goes away.
    pub fn forget(&self) {
        let mut state = self.lock();
        state.wanted = false;
        let waker = state.waker.take();
        let unwanted = match state.outcome {
            Outcome::Running => None,
            _ => Some(std::mem::replace(&mut state.outcome, Outcome::Taken)),
        };
        drop(state);
        drop((waker, unwanted));
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
