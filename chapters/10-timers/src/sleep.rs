//! A wait for time.

use std::mem::replace;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::timer_park::Timing;
use crate::{Clock, TimerKey, Timers};

/// What stands for a time that no `Instant` can hold. Tokio's choice.
const FAR_FUTURE: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

// ANCHOR: sleep
/// A wait for time; made by [`sleep`] and [`sleep_until`].
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sleep {
    timing: Rc<Timing<dyn Clock>>,
    deadline: Instant,
    /// Its timer, from the first poll on. It is due once the queue has handed the timer out.
    key: Option<TimerKey>,
}

/// Dropping it takes the timer back: nothing of it stays in the queue.
impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let timing = Rc::clone(&self.timing);
        let mut timers = timing.timers.borrow_mut();
        let Some(key) = self.key else {
            self.key = Some(timers.insert(self.deadline, waker));
            return Poll::Pending;
        };
        let Some(kept) = timers.get_mut(key) else {
            return Poll::Ready(());
        };
        let stale = replace(kept, waker);
        drop(timers); // before the waker, whose drop may do anything
        drop(stale);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let timer = self
            .key
            .map(|key| self.timing.timers.borrow_mut().remove(key));
        drop(timer); // when the queue is free again
    }
}
// ANCHOR_END: sleep

impl Sleep {
    /// When it is due.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Sleeps until `deadline` instead, from now on; also if it was over. Whoever waits for it goes on waiting.
    pub fn reset(&mut self, deadline: Instant) {
        self.deadline = deadline;
        let mut timers = self.timing.timers.borrow_mut();
        let waker = self.key.take().and_then(|key| timers.remove(key));
        self.key = waker.map(|waker| timers.insert(deadline, waker));
    }
}

/// The moment `duration` from now, by the clock of this thread's timers.
#[track_caller]
pub fn after(asked: &str, duration: Duration) -> Instant {
    let now = Timing::current(asked).clock.now();
    now.checked_add(duration).unwrap_or(now + FAR_FUTURE)
}

/// Waits until `duration` has passed from this call on: never less, and up to a millisecond more. Of no time at all it makes
/// one turn for the others, as asyncio's `sleep(0)` does.
///
/// ```
/// use std::time::Duration;
/// use ch10_timers::{VirtualClock, block_on_virtual, sleep};
/// let clock = VirtualClock::new();
/// block_on_virtual(&clock, async { sleep(Duration::from_secs(3600)).await });
/// assert_eq!(clock.passed().as_secs(), 3600);
/// ```
///
/// # Panics
/// Outside [`block_on`](crate::block_on): nobody there keeps time.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    sleep_until(after("sleep", duration))
}

/// Waits until `deadline`, as [`sleep`] does.
///
/// # Panics
/// Outside [`block_on`](crate::block_on).
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep {
        timing: Timing::current("sleep_until"),
        deadline,
        key: None,
    }
}
