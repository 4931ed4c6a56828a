//! A park for demos and tests: when nobody is ready, time jumps to the next alarm.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use trace::Clock;

/// Alarms by time; the number keeps the order of those that are due together.
type Alarms = BTreeMap<(Duration, usize), Waker>;

/// Virtual time, for one thread. Clones share it. (Chapter 10 builds timers for real time.)
#[derive(Clone, Debug)]
pub struct VirtualTime {
    clock: Clock,
    alarms: Rc<RefCell<Alarms>>,
}

impl VirtualTime {
    /// The time of `clock`, which should be one that jumps: [`Clock::manual`].
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            alarms: Rc::default(),
        }
    }

    /// What the clock shows.
    pub fn now(&self) -> Duration {
        self.clock.now()
    }

    /// Passes time without giving the thread back: what a computation or a blocking call does.
    pub fn work(&self, duration: Duration) {
        self.clock.wait(duration);
    }

    /// Waits for `duration` from the first poll on. Dropping it takes the alarm back.
    pub fn sleep(&self, duration: Duration) -> Sleep {
        Sleep {
            time: self.clone(),
            duration,
            alarm: None,
        }
    }
}

// ANCHOR: park
impl Park for VirtualTime {
    /// # Panics
    /// If it is to sleep without a limit and no alarm is set: nothing could end such a sleep.
    fn park(&mut self, timeout: Option<Duration>) {
        if timeout.is_none() {
            let next = self.alarms.borrow().keys().next().copied();
            let (due, _) = next
                .expect("nobody is ready and no alarm is set: this program would sleep for ever");
            self.clock.advance_to(due);
        }
        let mut alarms = self.alarms.borrow_mut();
        let later = alarms.split_off(&(self.now(), usize::MAX));
        let due = std::mem::replace(&mut *alarms, later);
        drop(alarms);
        for waker in due.into_values() {
            trace::because("alarm", || waker.wake());
        }
    }

    /// Does nothing: nobody can wake from outside, there is one thread.
    fn unparker(&self) -> Unparker {
        Unparker::new(|| ())
    }
}
// ANCHOR_END: park

/// A wait for virtual time; made by [`VirtualTime::sleep`].
#[derive(Debug)]
pub struct Sleep {
    time: VirtualTime,
    duration: Duration,
    /// When it is due, and its number, once it was polled.
    alarm: Option<(Duration, usize)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let due = self
            .alarm
            .map_or(self.time.now() + self.duration, |(due, _)| due);
        if self.time.now() >= due {
            return Poll::Ready(());
        }
        let alarms = Rc::clone(&self.time.alarms);
        let mut alarms = alarms.borrow_mut();
        let last = alarms.range((due, 0)..=(due, usize::MAX)).next_back();
        let number = last.map_or(0, |((_, last), _)| last + 1);
        let key = *self.alarm.get_or_insert((due, number));
        alarms.insert(key, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(alarm) = self.alarm {
            self.time.alarms.borrow_mut().remove(&alarm);
        }
    }
}
