//! The handle of a task.

use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use crate::shared::Shared;
use crate::{Cancelled, TaskError, TaskResult};

/// A task: asyncio's. Clones are handles of the same task, and equal; each can be awaited, any number of times. Put values that
/// are dear to clone in an `Arc`.
///
/// Cancel safety: a handle that is dropped, awaited or not, leaves the task alone.
pub struct Task<T, E: Display> {
    shared: Arc<Shared<T, E>>,
    /// Where this handle's waker waits, while it is being awaited.
    key: Option<usize>,
}

impl<T, E: Display> Task<T, E> {
    pub(crate) fn new(shared: Arc<Shared<T, E>>) -> Self {
        Self { shared, key: None }
    }

    /// Its name: `Task-` and a number that grows, unless it was given one.
    pub fn name(&self) -> String {
        self.shared.name()
    }

    /// Gives it a name; whatever has a text form will do.
    pub fn set_name(&self, name: impl ToString) {
        self.shared.set_name(name.to_string());
    }

    /// The same handle, named.
    #[must_use]
    pub fn named(self, name: impl ToString) -> Self {
        self.set_name(name);
        self
    }

    /// Whether it has ended, in one way or another; its future is gone then.
    pub fn done(&self) -> bool {
        self.shared.lock().outcome.is_some()
    }

    /// Whether it has ended by being cancelled.
    pub fn cancelled(&self) -> bool {
        matches!(&self.shared.lock().outcome, Some(Err(error)) if error.is_cancelled())
    }

    /// Asks it to stop. Gives `false` if it has ended already: then there was nobody to ask.
    ///
    /// It is a request: await the handle to know how it was answered.
    pub fn cancel(&self) -> bool {
        self.shared.request(Cancelled::default())
    }

    /// As [`cancel`](Self::cancel), and says why.
    pub fn cancel_because(&self, reason: impl ToString) -> bool {
        let reason = Some(reason.to_string());
        self.shared.request(Cancelled { reason })
    }

    /// Drops its future at the await where it stands, whether it listens to requests or not.
    pub fn abort(&self) {
        self.shared.abort();
    }

    // ANCHOR: poll_ended
    /// Asks whether it has ended; if it has not, `cx` is woken when it does. Unlike awaiting the handle, this does not look at
    /// what the task gave: its error stays unretrieved.
    pub fn poll_ended(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Self { shared, key } = self;
        let mut state = shared.lock();
        if state.outcome.is_some() {
            *key = None;
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        let old = match key {
            Some(key) => Some(std::mem::replace(&mut state.waiting[*key], waker)),
            None => {
                *key = Some(state.waiting.insert(waker));
                None
            }
        };
        // A waker may be the last owner of whatever it wakes: not dropped under the lock.
        drop(state);
        drop(old);
        Poll::Pending
    }
    // ANCHOR_END: poll_ended

    /// Counts its error as looked at, the one that it has or the one that it will have: for whoever has taken charge of the task and
    /// will not say what became of it.
    pub fn mark_retrieved(&self) {
        self.shared.lock().retrieved = true;
    }

    /// How many requests to stop were made and not taken back by the task.
    pub fn cancelling(&self) -> u32 {
        self.shared.requests.cancelling()
    }
}

impl<T: Clone, E: Clone + Display> Task<T, E> {
    /// What it gave, if it has ended. Whoever looks has retrieved the error.
    pub fn result(&self) -> Option<TaskResult<T, E>> {
        let mut state = self.shared.lock();
        state.retrieved |= state.outcome.is_some();
        state.outcome.clone()
    }

    /// Why it gave no value, if it has ended without one. Whoever looks has retrieved the error.
    pub fn exception(&self) -> Option<TaskError<E>> {
        self.result()?.err()
    }
}

// ANCHOR: poll
impl<T: Clone, E: Clone + Display> Future for Task<T, E> {
    type Output = TaskResult<T, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        ready!(self.poll_ended(cx));
        Poll::Ready(self.result().expect("it has ended"))
    }
}
// ANCHOR_END: poll

impl<T, E: Display> Clone for Task<T, E> {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.shared))
    }
}

impl<T, E: Display> Drop for Task<T, E> {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            // Empty once the task has ended.
            let waker = self.shared.lock().waiting.try_remove(key);
            drop(waker);
        }
    }
}

impl<T, E: Display> PartialEq for Task<T, E> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T, E: Display> Eq for Task<T, E> {}

impl<T, E: Display> Hash for Task<T, E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.shared).hash(state);
    }
}

impl<T, E: Display> fmt::Debug for Task<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &self.shared.lock().outcome {
            None if self.cancelling() > 0 => "cancelling",
            None => "pending",
            Some(Err(error)) if error.is_cancelled() => "cancelled",
            Some(_) => "finished",
        };
        write!(f, "<Task {state} name={:?}>", self.name())
    }
}
