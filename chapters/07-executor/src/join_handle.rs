//! A task's two ends: the one that the executor polls, and the handle that its spawner keeps.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use ch06_wakers::Slot;

use crate::BoxedTask;

// ANCHOR: join_error
/// Why a task gave no result. Both carry the task's name.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// It was dropped before it had finished: on request, or because `block_on` ended.
    #[error("`{0}` was cancelled")]
    Cancelled(String),
    /// It panicked, and with what; [`std::panic::resume_unwind`] would go on with it.
    #[error("`{}` panicked: {}", .0, message(&**.1))]
    Panicked(String, Box<dyn Any + Send>),
}
// ANCHOR_END: join_error

/// The words of a panic, if it has any.
fn message(panic: &(dyn Any + Send)) -> &str {
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
    finished: Cell<bool>,
    /// From the task's end until the handle takes it.
    result: Slot<Result<T, JoinError>>,
}
// ANCHOR_END: about

// ANCHOR: task
/// What a task will leave behind; nothing if it was cancelled. It is left when this is dropped, so it is in any case.
struct Ending<T> {
    about: Rc<About<T>>,
    ending: Option<Result<T, Box<dyn Any + Send>>>,
}

/// The task: `future`, and around it what keeps its panics in and sees its end.
async fn run<F: Future>(future: F, mut end: Ending<F::Output>) {
    let mut future = Box::pin(future);
    end.ending = poll_fn(|cx| {
        if end.about.cancel.get() {
            return Poll::Ready(None);
        }
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(poll) => poll.map(|output| Some(Ok(output))),
            Err(panic) => Poll::Ready(Some(Err(panic))),
        }
    })
    .await;
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(future))) {
        end.ending = Some(Err(panic)); // destructors are the task's code, too
    }
}

impl<T> Drop for Ending<T> {
    fn drop(&mut self) {
        let name = self.about.name.borrow().clone();
        self.about.finished.set(true);
        self.about.result.put(match self.ending.take() {
            Some(Ok(output)) => Ok(output),
            Some(Err(panic)) => Err(JoinError::Panicked(name, panic)),
            None => Err(JoinError::Cancelled(name)),
        });
    }
}
// ANCHOR_END: task

/// Makes the task that the executor polls, and its handle.
pub fn task_and_handle<F: Future + 'static>(
    name: String,
    future: F,
    waker: Waker,
) -> (BoxedTask, JoinHandle<F::Output>) {
    let about = Rc::new(About {
        name: RefCell::new(name),
        cancel: Cell::new(false),
        waker,
        finished: Cell::new(false),
        result: Slot::default(),
    });
    let handle = JoinHandle(Rc::clone(&about));
    let ending = None;
    (Box::pin(run(future, Ending { about, ending })), handle)
}

// ANCHOR: join_handle
/// The spawner's end: awaiting it gives the task's result. Dropping it detaches the task, which goes on without it.
#[derive(Debug)]
pub struct JoinHandle<T>(Rc<About<T>>);

impl<T> JoinHandle<T> {
    /// Asks the executor to drop the task at its next turn, unless it finishes first. Says whether there was anything left to
    /// cancel.
    pub fn cancel(&self) -> bool {
        self.0.cancel.set(true);
        self.0.waker.wake_by_ref();
        !self.is_finished()
    }

    /// Whether the task has ended: with a result, in a panic, or cancelled.
    pub fn is_finished(&self) -> bool {
        self.0.finished.get()
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
        match self.0.result.poll_take(cx) {
            Poll::Pending if self.is_finished() => {
                panic!("the result of `{}` was taken before", self.name())
            }
            poll => poll,
        }
    }
}
// ANCHOR_END: join_handle
