//! A task's two ends: the one that the executor polls, and the handle that its spawner keeps.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use ch06_wakers::Slot;

// ANCHOR: join_error
/// Why a task gave no result. Both carry the task's name.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// It was dropped before it had finished: on request, or because `block_on` ended.
    #[error("`{0}` was cancelled")]
    Cancelled(String),
    /// It panicked, and with what; [`std::panic::resume_unwind`] would go on with it.
    #[error("`{}` panicked: {}", .0, words(&**.1))]
    Panicked(String, Box<dyn Any + Send>),
}
// ANCHOR_END: join_error

/// The words of a panic, if it has any.
fn words(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or(panic.downcast_ref().copied())
        .unwrap_or("(no words)")
}

// ANCHOR: about
/// What a task and its handle share.
#[derive(Debug)]
struct About<T> {
    name: RefCell<String>,
    /// Cancelling is a flag and a wake.
    cancel: Cell<bool>,
    waker: Waker,
    /// From the task's end until the handle takes it.
    result: Slot<Result<T, JoinError>>,
}
// ANCHOR_END: about

// ANCHOR: task
/// The task's end of it: how the task has ended, nothing if it was cancelled. The handle hears of it when this is dropped, so
/// it does in any case.
pub struct Ending<T>(Rc<About<T>>, Option<std::thread::Result<T>>);

impl<T> Drop for Ending<T> {
    fn drop(&mut self) {
        let name = self.0.name.borrow().clone();
        self.0.result.put(match self.1.take() {
            Some(ended) => ended.map_err(|panic| JoinError::Panicked(name, panic)),
            None => Err(JoinError::Cancelled(name)),
        });
    }
}

/// The task: `future`, and around it what keeps its panics in and sees its end.
pub async fn run<F: Future>(future: F, mut ending: Ending<F::Output>) {
    let mut future = Box::pin(future);
    ending.1 = poll_fn(|cx| {
        if ending.0.cancel.get() {
            return Poll::Ready(None);
        }
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(poll) => poll.map(|output| Some(Ok(output))),
            Err(panic) => Poll::Ready(Some(Err(panic))),
        }
    })
    .await;
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(future))) {
        ending.1 = Some(Err(panic)); // destructors are the task's code, too
    }
}
// ANCHOR_END: task

// ANCHOR: join_handle
/// The spawner's end: awaiting it gives the task's result. Dropping it detaches the task, which goes on without it.
#[derive(Debug)]
pub struct JoinHandle<T>(Rc<About<T>>);

impl<T> JoinHandle<T> {
    pub(crate) fn new(name: String, waker: Waker) -> Self {
        Self(Rc::new(About {
            name: RefCell::new(name),
            cancel: Cell::new(false),
            waker,
            result: Slot::default(),
        }))
    }

    /// The other end, for the task.
    pub(crate) fn ending(&self) -> Ending<T> {
        Ending(Rc::clone(&self.0), None)
    }

    /// Asks the executor to drop the task at its next turn, unless it finishes first. Says whether there was anything left to
    /// cancel.
    pub fn cancel(&self) -> bool {
        self.0.cancel.set(true);
        self.0.waker.wake_by_ref();
        !self.is_finished()
    }

    /// Whether the task has ended: with a result, in a panic, or cancelled.
    pub fn is_finished(&self) -> bool {
        Rc::strong_count(&self.0) == 1 // the other end is gone
    }

    /// The task's name: `Task-2` and upwards, unless it was given another.
    pub fn name(&self) -> String {
        self.0.name.borrow().clone()
    }

    /// Gives the task a name, which its errors will carry.
    pub fn set_name(&self, name: impl ToString) {
        *self.0.name.borrow_mut() = name.to_string();
    }
}

/// Dropping the wait loses nothing: the result stays for the next one.
///
/// # Panics
/// If it is polled after it has given the result.
impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let poll = self.0.result.poll_take(cx);
        let taken = poll.is_pending() && self.is_finished();
        assert!(!taken, "the result of `{}` was taken before", self.name());
        poll
    }
}
// ANCHOR_END: join_handle
