//! `asyncio.timeout`: a time limit as an object that can be asked, moved, and nested as asyncio nests it.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Instant;

use crate::{Elapsed, Sleep, now, sleep_until};

thread_local! {
    /// The earliest deadline of the blocks around the one that is being polled.
    static AROUND: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// A time limit for one block. Entering consumes it, so nobody can enter twice:
///
/// ```compile_fail,E0382
/// use ch10_timers::{Limit, block_on};
/// block_on(async {
///     let limit = Limit::new(None);
///     limit.around(async {}).await.unwrap();
///     limit.around(async {}).await.unwrap();
/// });
/// ```
#[derive(Debug)]
pub struct Limit(Rc<State>);

/// Looks at a [`Limit`] from outside, before, during and after its block.
#[derive(Clone, Debug)]
pub struct LimitHandle(Rc<State>);

#[derive(Debug)]
struct State {
    deadline: Cell<Option<Instant>>,
    phase: Cell<&'static str>,
    /// While the block runs and has a deadline.
    sleep: RefCell<Option<Sleep>>,
    /// Of the task that runs the block: a new deadline is news for it.
    waker: RefCell<Option<Waker>>,
}

/// A limit cannot be moved unless its block is running. Says in which state it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot change a limit whose block {0}")]
pub struct NotActive(pub &'static str);

const NEW: &str = "was not entered";
const ACTIVE: &str = "is running";
const EXPIRED: &str = "has expired";
const FINISHED: &str = "has finished";

impl Limit {
    /// A limit at `deadline`; `None`: no limit, until it is [rescheduled](LimitHandle::reschedule).
    pub fn new(deadline: Option<Instant>) -> Self {
        Self(Rc::new(State {
            deadline: Cell::new(deadline),
            phase: Cell::new(NEW),
            sleep: RefCell::default(),
            waker: RefCell::default(),
        }))
    }

    /// By which it can be asked.
    pub fn handle(&self) -> LimitHandle {
        LimitHandle(Rc::clone(&self.0))
    }

    // ANCHOR: around
    /// Runs `block` within the limit. As in asyncio, the outermost limit that has expired is the one that reports: an inner one
    /// leaves it to a limit around it that is over as well.
    ///
    /// Dropping it drops the block. Limits see each other within one task.
    ///
    /// # Errors
    /// If the time was over before the block was.
    pub async fn around<F: Future>(self, block: F) -> Result<F::Output, Elapsed> {
        let limit = self.handle();
        let _left = Left(&self.0);
        limit.arm();
        self.0.phase.set(ACTIVE);
        let mut block = pin!(block);
        poll_fn(|cx| {
            let around = AROUND.get();
            let inside = Inside(around);
            AROUND.set(around.into_iter().chain(limit.when()).min());
            let poll = block.as_mut().poll(cx);
            drop(inside);
            if let Poll::Ready(output) = poll {
                return Poll::Ready(Ok(output));
            }
            let mut sleep = self.0.sleep.borrow_mut();
            let over = sleep
                .as_mut()
                .is_some_and(|sleep| Pin::new(sleep).poll(cx).is_ready());
            if over {
                self.0.phase.set(EXPIRED);
            }
            if !over || around.is_some_and(|deadline| deadline <= now()) {
                self.0.waker.replace(Some(cx.waker().clone()));
                return Poll::Pending;
            }
            Poll::Ready(Err(Elapsed))
        })
        .await
    }
    // ANCHOR_END: around
}

/// Puts back what stood there before an inner block was polled, also after a panic.
struct Inside(Option<Instant>);

impl Drop for Inside {
    fn drop(&mut self) {
        AROUND.set(self.0);
    }
}

/// The block was left, in whatever way.
struct Left<'a>(&'a State);

impl Drop for Left<'_> {
    fn drop(&mut self) {
        self.0.sleep.take();
        if self.0.phase.get() == ACTIVE {
            self.0.phase.set(FINISHED);
        }
    }
}

impl LimitHandle {
    /// When the time is over, if ever.
    pub fn when(&self) -> Option<Instant> {
        self.0.deadline.get()
    }

    /// Whether the time was over before the block was.
    pub fn expired(&self) -> bool {
        self.0.phase.get() == EXPIRED
    }

    /// Moves the deadline of a block that is running; `None` takes it away.
    ///
    /// # Errors
    /// If the block is not running, or its time is over.
    pub fn reschedule(&self, deadline: Option<Instant>) -> Result<(), NotActive> {
        let phase = self.0.phase.get();
        if phase != ACTIVE {
            return Err(NotActive(phase));
        }
        self.0.deadline.set(deadline);
        self.arm();
        Ok(())
    }

    fn arm(&self) {
        self.0.sleep.replace(self.when().map(sleep_until));
        let waker = self.0.waker.take();
        waker.into_iter().for_each(Waker::wake);
    }
}
