//! `asyncio.Future`: a result that is set from outside, once.

use std::task::{Context, Poll};
use std::{cell::RefCell, collections::BTreeMap, mem::take, pin::Pin, rc::Rc};

// ANCHOR: calls
/// The ready queue of chapter 04's loop, and nothing else of it: calls that are due, first come, first called.
pub type Calls = Rc<RefCell<Vec<Box<dyn FnOnce()>>>>;

/// Makes the calls that are due. What they add is for the turn after this one.
pub fn turn(calls: &Calls) {
    let due = take(&mut *calls.borrow_mut());
    due.into_iter().for_each(|call| call());
}
// ANCHOR_END: calls

// ANCHOR: promise
/// A result to come. Clones are the same promise; each can be awaited.
#[expect(missing_debug_implementations, reason = "closures show nothing")]
pub struct Promise<T, E> {
    state: Rc<RefCell<State<T, E>>>,
    /// The callback that wakes whoever awaits this clone.
    wakes: Option<CallbackId>,
}

struct State<T, E> {
    /// `InvalidState` until it is set; then it does not change any more.
    outcome: Result<T, PromiseError<E>>,
    /// In the order in which they were added. Empty once there is an outcome.
    callbacks: BTreeMap<CallbackId, Callback<T, E>>,
    last: CallbackId,
    calls: Calls,
    /// Hears of an error that nobody has looked at. `None` once somebody has.
    report: Option<Report<E>>,
}
// ANCHOR_END: promise

type Callback<T, E> = Box<dyn FnOnce(&Promise<T, E>)>;
type Report<E> = Box<dyn Fn(&E)>;

/// Why a [`Promise`] gives no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromiseError<E> {
    /// It is not done and you want its outcome, or it is done and you want to set it.
    InvalidState,
    /// It was cancelled, perhaps for a reason.
    Cancelled(Option<String>),
    /// It has failed.
    Failed(E),
}

/// Names a callback of a promise, to remove it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallbackId(u64);

impl<T: Clone + 'static, E: Clone + 'static> Promise<T, E> {
    /// A pending promise whose callbacks are called by `calls`. If it fails and nobody looks at the error, `report` hears of
    /// it when the last clone is dropped.
    pub fn new(calls: &Calls, report: impl Fn(&E) + 'static) -> Self {
        let state = State {
            outcome: Err(PromiseError::InvalidState),
            callbacks: BTreeMap::new(),
            last: CallbackId::default(),
            calls: calls.clone(),
            report: Some(Box::new(report)),
        };
        let state = Rc::new(RefCell::new(state));
        Self { state, wakes: None }
    }

    // ANCHOR: finish
    /// Sets the result.
    ///
    /// # Errors
    /// If the promise is done.
    pub fn set_result(&self, result: T) -> Result<(), PromiseError<E>> {
        self.finish(Ok(result))
    }

    /// Sets an error.
    ///
    /// # Errors
    /// If the promise is done.
    pub fn set_exception(&self, error: E) -> Result<(), PromiseError<E>> {
        self.finish(Err(PromiseError::Failed(error)))
    }

    /// Cancels the promise, perhaps for a reason; says whether it was pending.
    pub fn cancel(&self, reason: Option<&str>) -> bool {
        let cancelled = PromiseError::Cancelled(reason.map(str::to_owned));
        self.finish(Err(cancelled)).is_ok()
    }

    fn finish(&self, outcome: Result<T, PromiseError<E>>) -> Result<(), PromiseError<E>> {
        if self.done() {
            return Err(PromiseError::InvalidState);
        }
        self.state.borrow_mut().outcome = outcome;
        self.call_back();
        Ok(())
    }

    /// Has the callbacks called in the next turn.
    fn call_back(&self) {
        let mut state = self.state.borrow_mut();
        for callback in take(&mut state.callbacks).into_values() {
            let promise = self.clone();
            let call = Box::new(move || callback(&promise));
            state.calls.borrow_mut().push(call);
        }
    }
    // ANCHOR_END: finish

    // ANCHOR: result
    /// Whether it has a result, an error, or was cancelled.
    pub fn done(&self) -> bool {
        !matches!(self.state.borrow().outcome, Err(PromiseError::InvalidState))
    }

    /// Whether it was cancelled.
    pub fn cancelled(&self) -> bool {
        matches!(self.state.borrow().outcome, Err(PromiseError::Cancelled(_)))
    }

    /// The result. Whoever asks a promise that is done has retrieved its error.
    ///
    /// # Errors
    /// If there is none: not yet, or never.
    pub fn result(&self) -> Result<T, PromiseError<E>> {
        if self.done() {
            self.state.borrow_mut().report = None;
        }
        self.state.borrow().outcome.clone()
    }

    /// The error, or `None` if there is a result. Whoever asks has retrieved it.
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
    // ANCHOR_END: result

    // ANCHOR: callbacks
    /// Has `callback` called once the promise is done: in a [`turn`] of its [`Calls`], never at once, and in the order in which
    /// callbacks were added.
    pub fn add_done_callback(&self, callback: impl FnOnce(&Self) + 'static) -> CallbackId {
        let mut state = self.state.borrow_mut();
        state.last.0 += 1;
        let id = state.last;
        state.callbacks.insert(id, Box::new(callback));
        drop(state);
        if self.done() {
            self.call_back();
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
}

// ANCHOR: future
impl<T: Clone + 'static, E: Clone + 'static> Future for Promise<T, E> {
    type Output = Result<T, PromiseError<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.done() {
            return Poll::Ready(self.result());
        }
        let waker = cx.waker().clone();
        let stale = self.wakes.take();
        stale.map(|stale| self.remove_done_callback(stale));
        self.wakes = Some(self.add_done_callback(move |_| waker.wake()));
        Poll::Pending
    }
}
// ANCHOR_END: future

impl<T, E> Drop for Promise<T, E> {
    fn drop(&mut self) {
        // Who has stopped waiting is not woken.
        let remove = |id| self.state.borrow_mut().callbacks.remove(&id);
        drop(self.wakes.and_then(remove));
    }
}

// ANCHOR: unretrieved
impl<T, E> Drop for State<T, E> {
    fn drop(&mut self) {
        if let (Err(PromiseError::Failed(error)), Some(report)) = (&self.outcome, &self.report) {
            report(error);
        }
    }
}
// ANCHOR_END: unretrieved

impl<T, E> Clone for Promise<T, E> {
    fn clone(&self) -> Self {
        let state = Rc::clone(&self.state);
        Self { state, wakes: None }
    }
}
