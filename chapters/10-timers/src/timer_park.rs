//! A park that wakes who is due, and how a sleep finds it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::task::Waker;
use std::time::{Duration, Instant};

use ch06_wakers::{Park, Unparker};

use crate::{Clock, TimerQueue, Timers};

// ANCHOR: timing
/// What a [`TimerPark`] and the sleeps of its thread share. The clock comes last, so that an `Rc<Timing<RealClock>>` can be
/// used as an `Rc<Timing<dyn Clock>>`: a sleep need not know which clock it is.
#[derive(Debug)]
pub struct Timing<C: ?Sized> {
    pub timers: RefCell<TimerQueue<Waker>>,
    pub clock: C,
}

thread_local! {
    /// The timers of this thread, while it has a [`TimerPark`].
    static CURRENT: RefCell<Weak<Timing<dyn Clock>>> = RefCell::new(Weak::<Timing<crate::RealClock>>::new());
}

impl Timing<dyn Clock> {
    /// The timers of this thread, for the function `asked`.
    #[track_caller]
    pub fn current(asked: &str) -> Rc<Self> {
        let current = CURRENT.with_borrow(Weak::upgrade);
        current.unwrap_or_else(|| {
            panic!(
                "{asked} called outside block_on: time is kept by the timers of an executor, and none runs on this thread. \
                 Call it inside the async block that you give to block_on"
            )
        })
    }
}
// ANCHOR_END: timing

// ANCHOR: timer_park
/// A park with timers: sleeps by `P`, but no longer than until somebody is due by the clock `C`, and then wakes them.
///
/// As long as it lives, the sleeps of its thread are its own.
#[derive(Debug)]
pub struct TimerPark<P, C>(P, Rc<Timing<C>>);

impl<P: Park, C: Clock> Park for TimerPark<P, C> {
    fn park(&mut self, timeout: Option<Duration>) {
        let Self(park, timing) = self;
        let next = timing.timers.borrow().next_deadline();
        let left = next.map(|next| next.saturating_duration_since(timing.clock.now()));
        park.park(timeout.into_iter().chain(left).min());
        if next.is_some() {
            timing.fire();
        }
    }

    fn unparker(&self) -> Unparker {
        self.0.unparker()
    }
}

impl<C: Clock> Timing<C> {
    fn fire(&self) {
        let now = self.clock.now();
        loop {
            // In a statement of its own: a waker may do anything, and also come straight back here.
            let due = self.timers.borrow_mut().pop_due(now);
            let Some(waker) = due else { break };
            waker.wake();
        }
    }
}
// ANCHOR_END: timer_park

impl<P: Park, C: Clock + 'static> TimerPark<P, C> {
    /// Adds timers to `park`. They go by `clock`, by which `park` must sleep, too.
    ///
    /// # Panics
    /// If this thread has another one: whose would a sleep be?
    #[track_caller]
    pub fn new(park: P, clock: C) -> Self {
        let taken = CURRENT.with_borrow(Weak::upgrade).is_some();
        assert!(
            !taken,
            "block_on called inside block_on, or a second TimerPark made: this thread has its timers already"
        );
        let timers = RefCell::new(TimerQueue::new(clock.now()));
        let timing = Rc::new(Timing { timers, clock });
        CURRENT.set(Rc::downgrade(&timing) as Weak<Timing<dyn Clock>>);
        Self(park, timing)
    }
}

impl<P, C> Drop for TimerPark<P, C> {
    fn drop(&mut self) {
        CURRENT.set(Weak::<Timing<crate::RealClock>>::new()); // a sleep that has survived may keep the timers alive
    }
}

/// The time by which the timers of this thread go.
///
/// # Panics
/// Outside [`block_on`](crate::block_on).
#[track_caller]
pub fn now() -> Instant {
    Timing::current("now").clock.now()
}

/// How many timers of this thread are set: sleeps that somebody waits for.
///
/// # Panics
/// Outside [`block_on`](crate::block_on).
#[track_caller]
pub fn armed() -> usize {
    Timing::current("armed").timers.borrow().len()
}
