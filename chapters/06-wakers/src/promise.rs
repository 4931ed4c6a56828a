//! `asyncio.Future`: a result that is set from outside, once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::Calls;

// ANCHOR: promise
/// A result to come. Clones are the same promise; each can be awaited.
pub struct Promise<T, E> {
    state: Rc<RefCell<State<T, E>>>,
    /// The callback that wakes whoever awaits this clone.
    wakes: Option<CallbackId>,
}

type Callback<T, E> = Box<dyn FnOnce(&Promise<T, E>)>;
type Report<E> = Box<dyn Fn(&E)>;

struct State<T, E> {
    outcome: Outcome<T, E>,
    /// In the order in which they were added. Empty once there is an outcome.
    callbacks: BTreeMap<CallbackId, Callback<T, E>>,
    last: CallbackId,
    calls: Calls,
    /// Hears of an error that nobody has looked at. `None` once somebody has.
    unretrieved: Option<Report<E>>,
}

enum Outcome<T, E> {
    Pending,
    Result(T),
    Exception(E),
    Cancelled(Option<String>),
}
// ANCHOR_END: promise

/// Why a [`Promise`] gives no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError<E> {
    /// It is not done. Who awaits it never sees this.
    #[error("the result is not set yet")]
    InvalidState,
    /// It was cancelled, perhaps for a reason.
    #[error("cancelled")]
    Cancelled(Option<String>),
    /// It has failed.
    #[error("{0}")]
    Failed(E),
}

/// The promise is done already: its outcome does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the promise is done already")]
pub struct InvalidState;

/// Names a callback of a promise, to remove it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallbackId(u64);

impl<T: Clone + 'static, E: Clone + Debug + 'static> Promise<T, E> {
    /// A pending promise whose callbacks are called by `calls`. An error that nobody retrieves is reported on standard error
    /// when the last clone is dropped.
    pub fn new(calls: &Calls) -> Self {
        Self::reporting(calls, |error| {
            eprintln!("promise error was never retrieved: {error:?}");
        })
    }

    /// Like [`new`](Self::new), but `report` hears of the error.
    pub fn reporting(calls: &Calls, report: impl Fn(&E) + 'static) -> Self {
        let state = State {
            outcome: Outcome::Pending,
            callbacks: BTreeMap::new(),
            last: CallbackId::default(),
            calls: calls.clone(),
            unretrieved: Some(Box::new(report)),
        };
        let state = Rc::new(RefCell::new(state));
        Self { state, wakes: None }
    }

    // ANCHOR: finish
    /// Sets the result.
    ///
    /// # Errors
    /// If the promise is done.
    pub fn set_result(&self, result: T) -> Result<(), InvalidState> {
        self.finish(Outcome::Result(result))
    }

    /// Sets an error.
    ///
    /// # Errors
    /// If the promise is done.
    pub fn set_exception(&self, error: E) -> Result<(), InvalidState> {
        self.finish(Outcome::Exception(error))
    }

    /// Cancels the promise; says whether it was pending.
    pub fn cancel(&self) -> bool {
        self.finish(Outcome::Cancelled(None)).is_ok()
    }

    fn finish(&self, outcome: Outcome<T, E>) -> Result<(), InvalidState> {
        if self.done() {
            return Err(InvalidState);
        }
        let mut state = self.state.borrow_mut();
        state.outcome = outcome;
        for (_, callback) in std::mem::take(&mut state.callbacks) {
            let promise = self.clone();
            state.calls.call_soon(move || callback(&promise));
        }
        Ok(())
    }
    // ANCHOR_END: finish

    /// Cancels the promise for a reason that can be read from it; says whether it was pending.
    pub fn cancel_because(&self, reason: &str) -> bool {
        let cancelled = Outcome::Cancelled(Some(reason.to_owned()));
        self.finish(cancelled).is_ok()
    }

    /// Whether it has a result, an error, or was cancelled.
    pub fn done(&self) -> bool {
        !matches!(self.state.borrow().outcome, Outcome::Pending)
    }

    /// Whether it was cancelled.
    pub fn cancelled(&self) -> bool {
        matches!(self.state.borrow().outcome, Outcome::Cancelled(_))
    }

    // ANCHOR: callbacks
    /// Has `callback` called once the promise is done: in a turn of its [`Calls`], never at once, and in the order in which
    /// callbacks were added.
    pub fn add_done_callback(&self, callback: impl FnOnce(&Self) + 'static) -> CallbackId {
        let mut state = self.state.borrow_mut();
        state.last.0 += 1;
        let id = state.last;
        if matches!(state.outcome, Outcome::Pending) {
            state.callbacks.insert(id, Box::new(callback));
        } else {
            let promise = self.clone();
            state.calls.call_soon(move || callback(&promise));
        }
        id
    }

    /// Takes a callback back; says whether it was still waiting for the outcome.
    pub fn remove_done_callback(&self, id: CallbackId) -> bool {
        // In two steps: what the callback holds is dropped when the state is free again.
        let removed = self.state.borrow_mut().callbacks.remove(&id);
        removed.is_some()
    }
    // ANCHOR_END: callbacks

    // ANCHOR: result
    /// The result. An error counts as retrieved from now on.
    ///
    /// # Errors
    /// If there is none: not yet, or never.
    pub fn result(&self) -> Result<T, PromiseError<E>> {
        let mut state = self.state.borrow_mut();
        match &state.outcome {
            Outcome::Pending => Err(PromiseError::InvalidState),
            Outcome::Cancelled(reason) => Err(PromiseError::Cancelled(reason.clone())),
            Outcome::Result(result) => Ok(result.clone()),
            Outcome::Exception(error) => {
                let error = error.clone();
                state.unretrieved = None;
                Err(PromiseError::Failed(error))
            }
        }
    }
    // ANCHOR_END: result

    /// The error, or `None` if there is a result. It counts as retrieved from now on.
    ///
    /// # Errors
    /// If the promise is pending or was cancelled.
    pub fn exception(&self) -> Result<Option<E>, PromiseError<E>> {
        match self.result() {
            Ok(_) => Ok(None),
            Err(PromiseError::Failed(error)) => Ok(Some(error)),
            Err(neither) => Err(neither),
        }
    }

    /// Ends `target` the way this one has ended; chains promises.
    ///
    /// # Errors
    /// If this one is pending, or the target is done.
    pub fn copy_to(&self, target: &Self) -> Result<(), InvalidState> {
        match self.result() {
            Ok(result) => target.set_result(result),
            Err(PromiseError::Failed(error)) => target.set_exception(error),
            Err(PromiseError::Cancelled(reason)) => target.finish(Outcome::Cancelled(reason)),
            Err(PromiseError::InvalidState) => Err(InvalidState),
        }
    }
}

// ANCHOR: future
impl<T: Clone + 'static, E: Clone + Debug + 'static> Future for Promise<T, E> {
    type Output = Result<T, PromiseError<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.done() {
            return Poll::Ready(self.result());
        }
        let waker = cx.waker().clone();
        let wakes = self.add_done_callback(move |_| waker.wake());
        if let Some(stale) = self.wakes.replace(wakes) {
            self.remove_done_callback(stale);
        }
        Poll::Pending
    }
}

impl<T, E> Drop for Promise<T, E> {
    fn drop(&mut self) {
        // Who has stopped waiting is not woken.
        let wakes = self.wakes.take();
        drop(wakes.and_then(|id| self.state.borrow_mut().callbacks.remove(&id)));
    }
}
// ANCHOR_END: future

// ANCHOR: unretrieved
impl<T, E> Drop for State<T, E> {
    fn drop(&mut self) {
        if let (Outcome::Exception(error), Some(report)) = (&self.outcome, &self.unretrieved) {
            report(error);
        }
    }
}
// ANCHOR_END: unretrieved

impl<T, E> Clone for Promise<T, E> {
    fn clone(&self) -> Self {
        Self {
            state: Rc::clone(&self.state),
            wakes: None,
        }
    }
}

impl<T, E> Debug for Promise<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state.borrow().outcome {
            Outcome::Pending => "pending",
            Outcome::Result(_) => "result",
            Outcome::Exception(_) => "exception",
            Outcome::Cancelled(_) => "cancelled",
        };
        write!(f, "Promise({state})")
    }
}
