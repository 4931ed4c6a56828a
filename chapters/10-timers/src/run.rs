//! An executor with timers, ready to use.

use std::time::Duration;

use ch06_wakers::{Park, ThreadPark, Unparker};
use ch07_executor::Executor;

use crate::{RealClock, TimerPark, VirtualClock};

/// Runs `main`, and all that it spawns with chapter 07's `spawn`, on this thread and in real time.
///
/// ```
/// use std::time::Duration;
/// ch10_timers::block_on(async { ch10_timers::sleep(Duration::from_millis(10)).await });
/// ```
///
/// # Panics
/// Inside another `block_on` of the same thread.
// ANCHOR: block_on
#[track_caller]
pub fn block_on<F: Future>(main: F) -> F::Output {
    Executor::new(TimerPark::new(ThreadPark::new(), RealClock)).block_on(main)
}
// ANCHOR_END: block_on

/// As [`block_on`], in the time of `clock`, which jumps to the next deadline whenever the executor would sleep.
///
/// Wakes by timers are named so in a [`trace`].
///
/// # Panics
/// Inside another `block_on` of the same thread, and if all wait and no timer is set.
#[track_caller]
pub fn block_on_virtual<F: Future>(clock: &VirtualClock, main: F) -> F::Output {
    let park = TimerPark::new(clock.clone(), clock.clone());
    Executor::new(Blaming(park)).block_on(main)
}

/// Tells the trace that who is woken in here is woken by a timer.
struct Blaming<P>(P);

impl<P: Park> Park for Blaming<P> {
    fn park(&mut self, timeout: Option<Duration>) {
        trace::blame(Some("timer"));
        self.0.park(timeout);
        trace::blame(None);
    }

    fn unparker(&self) -> Unparker {
        self.0.unparker()
    }
}
