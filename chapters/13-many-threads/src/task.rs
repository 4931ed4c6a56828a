//! A task: what a queue holds, what a waker leads to, and what a handle refers to. All three are this one `Arc`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, atomic::Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use crate::handover::Handover;
use crate::join_handle::JoinError;
use crate::registry::Place;
use crate::state::State;
use crate::sync::{AtomicBool, Mutex, lock};
use crate::worker::Shared;

// ANCHOR: task
/// Shared by queues, wakers and the handle, on any thread.
pub struct Task<F: Future> {
    state: State,
    /// Cancelling is a flag and a wake.
    cancelled: AtomicBool,
    /// `None` once it has ended. Locked by the worker that polls it, and by nobody else: `state` sees to that. The lock is
    /// there for the compiler, and costs two instructions that nobody waits for.
    future: Mutex<Option<Pin<Box<F>>>>,
    handover: Handover<Result<F::Output, JoinError>>,
    home: Arc<Shared>,
    place: Place,
}

/// As the workers see a task.
pub trait Run: Send + Sync {
    /// One turn.
    fn run(self: Arc<Self>);
    /// Has it dropped at its next turn.
    fn cancel(self: Arc<Self>);
}

pub type Runnable = Arc<dyn Run>;

/// As the handle sees it.
pub trait Join<T>: Run {
    fn handover(&self) -> &Handover<Result<T, JoinError>>;
    fn is_finished(&self) -> bool;
}
// ANCHOR_END: task

/// Destructors are the task's code, too, and must not harm the worker.
pub fn drop_quietly<T>(value: T) -> thread::Result<()> {
    catch_unwind(AssertUnwindSafe(|| drop(value)))
}

impl<F> Task<F>
where
    F: Future<Output: Send> + Send + 'static,
{
    pub fn new(future: Pin<Box<F>>, home: Arc<Shared>, place: Place) -> Arc<Self> {
        Arc::new(Self {
            state: State::new(),
            cancelled: AtomicBool::new(false),
            future: Mutex::new(Some(future)),
            handover: Handover::default(),
            home,
            place,
        })
    }

    // ANCHOR: turn
    /// Polls the future once, or drops it. `None`: it has not ended.
    fn turn(self: &Arc<Self>) -> Option<Result<F::Output, JoinError>> {
        let mut room = lock(&self.future);
        let future = room.as_mut()?;
        let mut ended = if self.cancelled.load(Relaxed) {
            Err(JoinError::Cancelled)
        } else {
            let waker = Waker::from(Arc::clone(self));
            let mut cx = Context::from_waker(&waker);
            match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut cx))) {
                Ok(Poll::Pending) => return None,
                Ok(Poll::Ready(output)) => Ok(output),
                Err(panic) => Err(JoinError::Panicked(panic)),
            }
        };
        if let Err(panic) = drop_quietly(room.take()) {
            let _ = drop_quietly(ended);
            ended = Err(JoinError::Panicked(panic));
        }
        Some(ended)
    }
    // ANCHOR_END: turn
}

// ANCHOR: run
impl<F> Run for Task<F>
where
    F: Future<Output: Send> + Send + 'static,
{
    fn run(self: Arc<Self>) {
        self.state.begin();
        if let Some(ended) = self.turn() {
            // In this order: who sees the end finds the result; and a runtime without tasks has nothing left to drop.
            let unwanted = self.handover.leave(ended);
            let _ = drop_quietly(unwanted);
            self.state.end();
            self.home.forget(self.place);
        } else if self.state.pause() {
            let home = Arc::clone(&self.home);
            home.requeue(self);
        }
    }

    fn cancel(self: Arc<Self>) {
        self.cancelled.store(true, Relaxed); // seen by the next poll: both sides change `state` after and before
        self.wake();
    }
}

impl<F> Wake for Task<F>
where
    F: Future<Output: Send> + Send + 'static,
{
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.state.wake() {
            self.home.schedule(Arc::clone(self) as Runnable);
        }
    }
}
// ANCHOR_END: run

impl<F> Join<F::Output> for Task<F>
where
    F: Future<Output: Send> + Send + 'static,
{
    fn handover(&self) -> &Handover<Result<F::Output, JoinError>> {
        &self.handover
    }

    fn is_finished(&self) -> bool {
        self.state.is_done()
    }
}
