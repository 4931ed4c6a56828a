//! `asyncio.Future`: a result that is set from outside, once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::Calls;

// ANCHOR: promise
/// A result to come. Clones are the same promise; each can be awaited.
pub struct Promise<T, E> {
    state: Rc<RefCell<State<T, E>>>,
    /// Under which number this clone's waker waits, if it was polled.
    waits_as: Option<u64>,
}

struct State<T, E> {
    outcome: Outcome<T, E>,
    /// Who wants to know, in the order of asking. Empty once there is an outcome.
    waiting: BTreeMap<u64, Waiting<T, E>>,
    last_number: u64,
    calls: Calls,
    /// Hears of an error that nobody has looked at. `None` once somebody has.
    unretrieved: Option<Box<dyn Fn(&E)>>,
}

enum Outcome<T, E> {
    Pending,
    Result(T),
    Exception(E),
    Cancelled(Option<String>),
}

enum Waiting<T, E> {
    Callback(Box<dyn FnOnce(&Promise<T, E>)>),
    Task(Waker),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackId(u64);

impl<T: 'static, E: Debug + 'static> Promise<T, E> {
    /// A promise that is pending, and whose callbacks are called by `calls`. An error that nobody retrieves is reported on
    /// standard error.
    pub fn new(calls: &Calls) -> Self {
        Self::reporting(calls, |error| {
            eprintln!("promise error was never retrieved: {error:?}");
        })
    }
}

impl<T: 'static, E: 'static> Promise<T, E> {
    /// Like [`new`](Self::new), with a say in who hears of an error that nobody has retrieved when the last clone is dropped.
    pub fn reporting(calls: &Calls, unretrieved: impl Fn(&E) + 'static) -> Self {
        let state = State {
            outcome: Outcome::Pending,
            waiting: BTreeMap::new(),
            last_number: 0,
            calls: calls.clone(),
            unretrieved: Some(Box::new(unretrieved)),
        };
        Self {
            state: Rc::new(RefCell::new(state)),
            waits_as: None,
        }
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
        let (waiting, calls) = (std::mem::take(&mut state.waiting), state.calls.clone());
        // Free before anybody hears of it: they will want to look.
        drop(state);
        for waiting in waiting.into_values() {
            match waiting {
                Waiting::Callback(callback) => {
                    let promise = self.clone();
                    calls.call_soon(move || callback(&promise));
                }
                Waiting::Task(waker) => waker.wake(),
            }
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
        let number = state.next_number();
        if matches!(state.outcome, Outcome::Pending) {
            let callback = Waiting::Callback(Box::new(callback));
            state.waiting.insert(number, callback);
        } else {
            let promise = self.clone();
            state.calls.call_soon(move || callback(&promise));
        }
        CallbackId(number)
    }

    /// Takes a callback back; says whether it was still waiting.
    pub fn remove_done_callback(&self, CallbackId(number): CallbackId) -> bool {
        let removed = self.state.borrow_mut().waiting.remove(&number);
        removed.is_some()
    }
    // ANCHOR_END: callbacks
}

impl<T: Clone + 'static, E: Clone + 'static> Promise<T, E> {
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
impl<T: Clone + 'static, E: Clone + 'static> Future for Promise<T, E> {
    type Output = Result<T, PromiseError<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.done() {
            return Poll::Ready(self.result());
        }
        let old = self.waits_as;
        let mut state = self.state.borrow_mut();
        let number = old.unwrap_or_else(|| state.next_number());
        let waker = Waiting::Task(cx.waker().clone());
        let replaced = state.waiting.insert(number, waker);
        drop(state);
        drop(replaced);
        self.waits_as = Some(number);
        Poll::Pending
    }
}

impl<T, E> Drop for Promise<T, E> {
    fn drop(&mut self) {
        // Whoever is no longer there is not woken.
        let number = self.waits_as.take();
        let waiting = number.and_then(|number| self.state.borrow_mut().waiting.remove(&number));
        drop(waiting);
    }
}

impl<T, E> Drop for State<T, E> {
    fn drop(&mut self) {
        if let (Outcome::Exception(error), Some(report)) = (&self.outcome, &self.unretrieved) {
            report(error);
        }
    }
}
// ANCHOR_END: future

impl<T, E> State<T, E> {
    fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }
}

impl<T, E> Clone for Promise<T, E> {
    fn clone(&self) -> Self {
        Self {
            state: Rc::clone(&self.state),
            waits_as: None,
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
