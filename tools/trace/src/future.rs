//! Futures on lanes: the wrapper that sees polls, wakes and drops from outside, on any executor.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use crate::{Cause, Clock, Lane, LaneId, Outcome, Recording, Trace, What};

thread_local! {
    /// The recording that [`lane`] adds to, while [`record`] runs on this thread.
    static AMBIENT: RefCell<Option<Trace>> = const { RefCell::new(None) };
    /// The lanes whose polls have begun and not ended on this thread, innermost last.
    static POLLING: RefCell<Vec<LaneId>> = const { RefCell::new(Vec::new()) };
    /// The lane whose finished future was dropped last on this thread, until the next poll begins: who is woken in between, is
    /// woken by its end.
    static ENDED: Cell<Option<LaneId>> = const { Cell::new(None) };
    /// What [`because`] names as the cause of wakes.
    static BECAUSE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `program` and records what its [`lane`]s do, by the times of `clock`.
///
/// ```
/// use std::task::{Context, Waker};
/// use std::{future, pin::pin};
/// let ((), recording) = trace::record(trace::Clock::manual(), || {
///     let mut a = pin!(trace::lane("a", future::ready(())));
///     let _ = a.as_mut().poll(&mut Context::from_waker(Waker::noop()));
/// # use std::future::Future;
/// });
/// assert_eq!(recording.lanes, ["a"]);
/// ```
pub fn record<T>(clock: Clock, program: impl FnOnce() -> T) -> (T, Recording) {
    let trace = Trace::new(clock);
    let before = AMBIENT.replace(Some(trace.clone()));
    let restore = Restore(Some(before));
    let result = program();
    drop(restore);
    ENDED.set(None);
    (result, trace.finish())
}

/// Puts the outer recording back, also after a panic.
struct Restore(Option<Option<Trace>>);

impl Drop for Restore {
    fn drop(&mut self) {
        AMBIENT.set(self.0.take().flatten());
    }
}

/// Wraps `future` so that it shows as a lane of the recording that is being made on this thread; without one, the wrapper
/// does nothing.
///
/// The wrapper works on any executor and needs nothing from it. Dropping it drops the future: it adds no way to lose
/// anything.
pub fn lane<F: Future>(name: impl Into<String>, future: F) -> Traced<F> {
    let lane = AMBIENT.with_borrow(|trace| trace.as_ref().map(|trace| trace.lane(name)));
    if let Some(lane) = &lane {
        lane.record(What::Spawn);
    }
    Traced {
        lane,
        finished: false,
        future: Box::pin(future),
    }
}

/// A lane of the recording that is being made on this thread, for something that is no future and leaves marks; `None` without one.
pub fn beside(name: impl Into<String>) -> Option<Lane> {
    AMBIENT.with_borrow(|trace| trace.as_ref().map(|trace| trace.lane(name)))
}

/// Names the cause of the wakes that happen in `work`: `because("timer", || waker.wake())`.
pub fn because<T>(cause: &str, work: impl FnOnce() -> T) -> T {
    let before = BECAUSE.replace(Some(cause.to_owned()));
    let result = work();
    BECAUSE.set(before);
    result
}

/// As [`because`], for a runtime that calls before it sleeps and after: from here on this thread, `Some(cause)` is the cause of
/// wakes, until `None` says that it has ended.
pub fn blame(cause: Option<&str>) {
    BECAUSE.set(cause.map(str::to_owned));
}

/// A future on a lane; made by [`lane`].
pub struct Traced<F> {
    lane: Option<Lane>,
    finished: bool,
    /// Boxed, so that wrapping needs no unsafe code; a recording is not a benchmark.
    future: Pin<Box<F>>,
}

impl<F> fmt::Debug for Traced<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traced")
            .field("lane", &self.lane)
            .finish_non_exhaustive()
    }
}

impl<F: Future> Future for Traced<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Some(lane) = self.lane.clone() else {
            return self.future.as_mut().poll(cx);
        };
        let noting = Arc::new(Noting {
            waker: cx.waker().clone(),
            lane: lane.clone(),
        });
        let mut polling = Polling::begin(lane, Arc::clone(&noting));
        let waker = Waker::from(noting);
        let poll = self.future.as_mut().poll(&mut Context::from_waker(&waker));
        drop(waker);
        polling.outcome = if poll.is_ready() {
            Outcome::Ready
        } else {
            Outcome::Pending
        };
        drop(polling);
        self.finished = poll.is_ready();
        poll
    }
}

impl<F> Drop for Traced<F> {
    fn drop(&mut self) {
        if let Some(lane) = &self.lane {
            lane.record(What::Drop {
                finished: self.finished,
            });
            ENDED.set(self.finished.then(|| lane.id()));
        }
    }
}

/// A poll that is under way; its end is recorded even if it panics.
struct Polling {
    lane: Lane,
    waker: Arc<Noting>,
    outcome: Outcome,
}

impl Polling {
    fn begin(lane: Lane, waker: Arc<Noting>) -> Self {
        lane.record(What::PollBegin);
        ENDED.set(None);
        POLLING.with_borrow_mut(|polling| polling.push(lane.id()));
        Self {
            lane,
            waker,
            outcome: Outcome::Panicked,
        }
    }
}

impl Drop for Polling {
    fn drop(&mut self) {
        POLLING.with_borrow_mut(Vec::pop);
        self.lane.record(What::PollEnd {
            outcome: self.outcome,
            kept: Arc::strong_count(&self.waker) - 1,
        });
    }
}

/// Notes who wakes a lane, and passes the wake on.
struct Noting {
    waker: Waker,
    lane: Lane,
}

impl Wake for Noting {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.lane.record(What::Wake(cause()));
        self.waker.wake_by_ref();
    }
}

/// What [`because`] says, the lane that is being polled or has ended since, or another thread by its name.
fn cause() -> Cause {
    if let Some(named) = BECAUSE.with_borrow(Clone::clone) {
        return Cause::Named(named);
    }
    let polled = POLLING.with_borrow(|polling| polling.last().copied());
    if let Some(lane) = polled.or(ENDED.get()) {
        return Cause::Lane(lane);
    }
    let recording = AMBIENT.with_borrow(Option::is_some);
    let thread = thread::current();
    match thread.name().filter(|_| !recording) {
        Some(name) => Cause::Named(name.to_owned()),
        None => Cause::Unknown,
    }
}
