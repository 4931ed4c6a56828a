//! Step 4, the last: a task's future, its result and whoever joins it share one allocation. From `s3_numbers`; changed: that,
//! and all that a task may do: panic, be cancelled, be forgotten.
// A future in an `Rc` that never gives it away is pinned, but only an unsafe call can say so. There is no other here.
#![allow(unsafe_code)]

use std::any::Any;
use std::cell::{Cell, RefCell, RefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::context;
use crate::word::Word;

// ANCHOR: join_error
/// Why a task gave no result.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// It was dropped before it had finished: on request, or because `block_on` ended.
    #[error("the task was cancelled")]
    Cancelled,
    /// It panicked, and with what; [`std::panic::resume_unwind`] would go on with it.
    #[error("the task panicked: {}", words(&**.0))]
    Panicked(Panic),
}
// ANCHOR_END: join_error

/// The words of a panic, if it has any.
fn words(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or(panic.downcast_ref().copied())
        .unwrap_or("(no words)")
}

// ANCHOR: task
/// A task: first its future is in here, then its result.
struct Task<F: Future> {
    /// Who waits for the result.
    joiner: Cell<Option<Waker>>,
    stage: RefCell<Stage<F>>,
}

enum Stage<F: Future> {
    /// Borrowed for as long as a poll lasts.
    Unfinished(F),
    Returned(F::Output),
    Cancelled,
    /// Boxed once more: it is rare, and should not make every task larger.
    Panicked(Box<Panic>),
    Taken,
}

type Panic = Box<dyn Any + Send>;

/// The executor's end of a task, whatever its future.
pub trait Run {
    /// Polls the task; says whether it has ended.
    fn poll(&self, cx: &mut Context<'_>) -> bool;

    /// Ends the task, if it has not.
    fn cancel(&self);
}

/// The handle's end of a task, whatever its future.
trait Join<T> {
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>>;
    fn is_finished(&self) -> bool;
    fn detach(&self);
}
// ANCHOR_END: task

// ANCHOR: run
impl<F: Future> Run for Task<F> {
    fn poll(&self, cx: &mut Context<'_>) -> bool {
        let mut stage = self.stage.borrow_mut();
        let Stage::Unfinished(future) = &mut *stage else {
            return true;
        };
        // SAFETY: the future does not move before it is dropped. It was moved into its `Rc` before this first poll; nobody takes it
        // out of `stage`, whose only mover-out, `poll_join`, finds it ended; `end` drops it in its place by assignment; and
        // the memory is freed with the last `Rc`, which drops the future first.
        let future = unsafe { Pin::new_unchecked(future) };
        let ended = match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(Poll::Pending) => return false,
            Ok(Poll::Ready(output)) => Stage::Returned(output),
            Err(panic) => Stage::Panicked(Box::new(panic)),
        };
        self.end(stage, ended);
        true
    }

    fn cancel(&self) {
        let stage = self.stage.borrow_mut();
        if let Stage::Unfinished(_) = *stage {
            self.end(stage, Stage::Cancelled);
        }
    }
}

impl<F: Future> Task<F> {
    /// Drops the future, leaves how it ended, and wakes who waits for that.
    fn end(&self, mut stage: RefMut<'_, Stage<F>>, mut ended: Stage<F>) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| *stage = Stage::Taken)) {
            ended = Stage::Panicked(Box::new(panic)); // destructors are the task's code, too
        }
        *stage = ended;
        drop(stage);
        self.joiner.take().into_iter().for_each(Waker::wake);
    }
}
// ANCHOR_END: run

// ANCHOR: join
impl<F: Future> Join<F::Output> for Task<F> {
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<F::Output, JoinError>> {
        // Borrowed: the task waits for itself, in this very poll. It may do so, for ever.
        if let Ok(mut stage) = self.stage.try_borrow_mut()
            && !matches!(*stage, Stage::Unfinished(_))
        {
            return match std::mem::replace(&mut *stage, Stage::Taken) {
                Stage::Returned(output) => Poll::Ready(Ok(output)),
                Stage::Cancelled => Poll::Ready(Err(JoinError::Cancelled)),
                Stage::Panicked(panic) => Poll::Ready(Err(JoinError::Panicked(*panic))),
                Stage::Unfinished(_) | Stage::Taken => panic!("the task's result was taken before"),
            };
        }
        self.joiner.set(Some(cx.waker().clone()));
        Poll::Pending
    }

    fn is_finished(&self) -> bool {
        let stage = self.stage.try_borrow();
        stage.is_ok_and(|stage| !matches!(*stage, Stage::Unfinished(_)))
    }

    fn detach(&self) {
        self.joiner.take();
    }
}
// ANCHOR_END: join

// ANCHOR: join_handle
/// The spawner's end: awaiting it gives the task's result. Dropping it detaches the task, which goes on without it.
pub struct JoinHandle<T> {
    task: Rc<dyn Join<T>>,
    word: Word,
}

impl<T> JoinHandle<T> {
    /// Asks the runtime to drop the task at its next turn, unless it finishes first. Says whether there was anything left to
    /// cancel.
    pub fn cancel(&self) -> bool {
        if self.is_finished() {
            return false;
        }
        context::cancel(self.word);
        true
    }

    /// Whether the task has ended: with a result, in a panic, or cancelled.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}
// ANCHOR_END: join_handle

/// Dropping the wait loses nothing: the result stays for the next one.
///
/// # Panics
/// If it is polled after it has given the result.
impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.task.poll_join(cx)
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        self.task.detach();
    }
}

impl<T> std::fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = f.debug_struct("JoinHandle");
        text.field("finished", &self.is_finished())
            .finish_non_exhaustive()
    }
}

// ANCHOR: spawn
/// Queues a task on the runtime that runs this code. The task needs no handle to live: dropping the handle detaches it.
///
/// A task that is spawned while its runtime shuts down is dropped at once, and its handle says that it was cancelled.
///
/// # Panics
/// Outside `block_on`: there is nobody who would poll the task.
#[track_caller]
pub fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let task = Rc::new(Task {
        joiner: Cell::new(None),
        stage: RefCell::new(Stage::Unfinished(future)),
    });
    let word = context::insert(Rc::clone(&task) as Rc<dyn Run>);
    JoinHandle { task, word }
}
// ANCHOR_END: spawn
