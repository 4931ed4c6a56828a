//! Sleeps and time limits, on chapter 10's wheel. From ch10 `sleep` and `timeout`; changed: a sleep holds numbers and no
//! pointers, and a time limit looks at the clock only if it has to.

use std::num::NonZeroU16;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

pub use ch10_timers::Elapsed;
use ch10_timers::{Clock, TimerKey, TimerQueue, Timers, VirtualClock};
use pin_project_lite::pin_project;

use crate::context;

/// What stands for a time that no `Instant` can hold. Tokio's choice.
const FAR_FUTURE: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

// ANCHOR: timing
/// The clock of a runtime, and who is to be woken when.
#[derive(Debug)]
pub(crate) struct Timing {
    /// In tests and demos; else the machine's clock is asked.
    pub clock: Option<VirtualClock>,
    /// Made for the first sleep.
    queue: Option<TimerQueue<Waker>>,
}

impl Timing {
    pub const fn new(clock: Option<VirtualClock>) -> Self {
        Self { clock, queue: None }
    }

    pub fn now(&self) -> Instant {
        self.clock.as_ref().map_or_else(Instant::now, Clock::now)
    }

    fn insert(&mut self, deadline: Instant, waker: Waker) -> TimerKey {
        let now = self.clock.as_ref().map_or_else(Instant::now, Clock::now);
        let queue = self.queue.get_or_insert_with(|| TimerQueue::new(now));
        queue.insert(deadline, waker)
    }

    fn get_mut(&mut self, key: TimerKey) -> Option<&mut Waker> {
        self.queue.as_mut()?.get_mut(key)
    }

    fn remove(&mut self, key: TimerKey) -> Option<Waker> {
        self.queue.as_mut()?.remove(key)
    }

    /// How many sleeps are waited for.
    pub fn armed(&self) -> usize {
        self.queue.as_ref().map_or(0, Timers::len)
    }

    /// How long until somebody may be due. The clock is not asked while nobody sleeps.
    pub fn left(&self) -> Option<Duration> {
        let deadline = self.queue.as_ref()?.next_deadline()?;
        Some(deadline.saturating_duration_since(self.now()))
    }
}

/// Wakes who is due.
pub(crate) fn fire() {
    context::with(|context| {
        if context.timing.borrow().armed() == 0 {
            return;
        }
        let now = context.timing.borrow().now();
        loop {
            // In a statement of its own: a waker may do anything, and also come straight back here.
            let due = context
                .timing
                .borrow_mut()
                .queue
                .as_mut()
                .and_then(|queue| queue.pop_due(now));
            let Some(waker) = due else { break };
            waker.wake();
        }
    });
}
// ANCHOR_END: timing

// ANCHOR: sleep
/// A wait for time; made by [`sleep`] and [`sleep_until`].
///
/// It can be sent to another thread, as hyper wants it, but is awaited on one: the thread that polled it first.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sleep(State);

#[derive(Debug)]
enum State {
    /// Not polled yet.
    Until(Instant),
    /// In the queue of this runtime, or due.
    Armed(TimerKey, NonZeroU16),
}

/// Dropping it takes the timer back: nothing of it stays in the queue.
impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let stale = context::with(|context| {
            let mut timing = context.timing.borrow_mut();
            match self.0 {
                State::Until(deadline) => {
                    let runtime = NonZeroU16::new(context.runtime.get()).expect(OUTSIDE);
                    self.0 = State::Armed(timing.insert(deadline, waker), runtime);
                    Poll::Pending
                }
                State::Armed(key, runtime) => {
                    assert!(
                        context.runtime.get() == runtime.get(),
                        "a sleep is awaited in the block_on in which it was polled first"
                    );
                    let Some(kept) = timing.get_mut(key) else {
                        return Poll::Ready(None);
                    };
                    Poll::Ready(Some(std::mem::replace(kept, waker)))
                }
            }
        });
        // Here, where nothing is borrowed: dropping a waker may do anything.
        match ready!(stale) {
            None => Poll::Ready(()),
            Some(_stale) => Poll::Pending,
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let State::Armed(key, runtime) = self.0 {
            // Elsewhere, its timer stays until it is due, and wakes nobody.
            drop(context::try_with(|context| {
                let here = context.runtime.get() == runtime.get();
                here.then(|| context.timing.borrow_mut().remove(key))
            }));
        }
    }
}
// ANCHOR_END: sleep

const OUTSIDE: &str = "sleep used outside block_on: no runtime on this thread keeps time";

/// The time by which the sleeps of this thread go.
///
/// # Panics
/// Outside `block_on`.
#[track_caller]
pub fn now() -> Instant {
    let now = context::with(|context| {
        (context.runtime.get() != 0).then(|| context.timing.borrow().now())
    });
    now.expect(OUTSIDE)
}

/// How many sleeps of this thread are being waited for.
pub fn armed() -> usize {
    context::with(|context| context.timing.borrow().armed())
}

/// Waits until `duration` has passed from this call on: never less, and up to a millisecond more. Of no time at all it makes
/// one turn for the others, as asyncio's `sleep(0)` does.
///
/// ```
/// use std::time::Duration;
/// use ch12_runtime::{VirtualClock, block_on_virtual, time::sleep};
/// let clock = VirtualClock::new();
/// block_on_virtual(&clock, async { sleep(Duration::from_secs(3600)).await });
/// assert_eq!(clock.passed().as_secs(), 3600);
/// ```
///
/// # Panics
/// Outside `block_on`: nobody there keeps time.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    sleep_until(after(duration))
}

/// Waits until `deadline`, as [`sleep`] does.
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep(State::Until(deadline))
}

#[track_caller]
fn after(duration: Duration) -> Instant {
    let now = now();
    now.checked_add(duration).unwrap_or(now + FAR_FUTURE)
}

// ANCHOR: timeout
pin_project! {
    /// A future with a time limit; made by [`timeout`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Timeout<F> {
        #[pin]
        future: F,
        limit: Limit,
    }
}

#[derive(Debug)]
enum Limit {
    /// Nobody has had to wait yet.
    Of(Duration),
    Running(Sleep),
}

/// Dropping it drops the future.
impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // The future first: what is there is not refused for coming late. And if it is there, no clock was asked.
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        if let Limit::Of(limit) = *this.limit {
            *this.limit = Limit::Running(sleep(limit));
        }
        let Limit::Running(sleep) = this.limit else {
            unreachable!("it was set above")
        };
        ready!(Pin::new(sleep).poll(cx));
        Poll::Ready(Err(Elapsed))
    }
}

/// Waits for `future` for as long as `limit`, counted from its first wait: the clock is not asked before. Whoever awaits it
/// sees the future dropped by then, not only asked to stop.
///
/// ```
/// use std::{future::pending, time::Duration};
/// use ch12_runtime::{VirtualClock, block_on_virtual, time::{Elapsed, timeout}};
/// let never = async { timeout(Duration::from_secs(5), pending::<()>()).await };
/// assert_eq!(block_on_virtual(&VirtualClock::new(), never), Err(Elapsed));
/// ```
///
/// # Panics
/// When it has to wait outside `block_on`.
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    let limit = Limit::Of(limit);
    Timeout { future, limit }
}
// ANCHOR_END: timeout
