//! Virtual time for executors that are not ours.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use trace::Clock;

/// Alarms by time; the number keeps the order of those that are due together.
type Alarms = BTreeMap<(Duration, usize), Waker>;

/// Time for a program that runs on an executor of your own: it passes when that executor would sleep. Clones share it; it
/// stays on one thread.
///
/// ```
/// use std::time::Duration;
/// let time = judge::VirtualTime::new(trace::Clock::manual());
/// let mut sleep = std::pin::pin!(time.sleep(Duration::from_secs(3600)));
/// let counting = judge::CountingWaker::new();
/// let poll = |sleep: std::pin::Pin<&mut judge::Nap>| {
///     sleep.poll(&mut std::task::Context::from_waker(&counting.waker()))
/// };
/// assert!(poll(sleep.as_mut()).is_pending());
/// time.pass(None); // nobody is ready: the executor would sleep
/// assert_eq!((time.now().as_secs(), counting.wakes()), (3600, 1));
/// assert!(poll(sleep.as_mut()).is_ready());
/// ```
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
    pub fn sleep(&self, duration: Duration) -> Nap {
        Nap {
            time: self.clone(),
            duration,
            alarm: None,
        }
    }

    /// What an executor does instead of sleeping. Without a `limit` (nobody is ready) the clock jumps to the next alarm, with
    /// one it stays where it is; then whoever is due is woken.
    ///
    /// # Panics
    /// Without a limit, if no alarm is set: nothing could end such a sleep.
    pub fn pass(&self, limit: Option<Duration>) {
        if limit.is_none() {
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
}

/// A wait for virtual time; made by [`VirtualTime::sleep`].
#[derive(Debug)]
pub struct Nap {
    time: VirtualTime,
    duration: Duration,
    /// When it is due, and its number, once it was polled.
    alarm: Option<(Duration, usize)>,
}

impl Future for Nap {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let now = self.time.now();
        let due = self.alarm.map_or(now + self.duration, |(due, _)| due);
        if now >= due {
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

impl Drop for Nap {
    fn drop(&mut self) {
        if let Some(alarm) = self.alarm {
            self.time.alarms.borrow_mut().remove(&alarm);
        }
    }
}
