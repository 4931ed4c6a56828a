//! Ticks at regular times.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use crate::{Sleep, now, sleep_until};

/// A tick that is later than this was missed. Tokio's choice: being woken and polled takes a little time, too.
const LATE: Duration = Duration::from_millis(5);

// ANCHOR: missed
/// What an [`Interval`] does after somebody was too late for a tick. The names are Tokio's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// Catches up: all ticks come, the missed ones at once.
    #[default]
    Burst,
    /// Goes on from here: the next tick is one period away, and all after it have moved.
    Delay,
    /// Leaves out what was missed: the next tick comes at the next of its times.
    Skip,
}

impl MissedTickBehavior {
    /// When the tick after `tick` is, which was due long ago and came `now`.
    fn next(self, tick: Instant, now: Instant, period: Duration) -> Instant {
        match self {
            Self::Burst => tick + period,
            Self::Delay => now + period,
            Self::Skip => {
                let late = (now - tick).as_nanos() % period.as_nanos();
                let late = u64::try_from(late).expect("late by less than 500 years");
                now + period - Duration::from_nanos(late)
            }
        }
    }
}
// ANCHOR_END: missed

// ANCHOR: interval
/// Ticks at regular times; made by [`interval`] and [`interval_at`].
#[derive(Debug)]
pub struct Interval {
    sleep: Sleep,
    period: Duration,
    missed: MissedTickBehavior,
}

impl Interval {
    /// Waits for the next tick, and gives the time at which it was due.
    ///
    /// Dropping the wait loses no tick: the next one waits for the same.
    pub async fn tick(&mut self) -> Instant {
        poll_fn(|cx| self.poll_tick(cx)).await
    }

    fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant> {
        ready!(Pin::new(&mut self.sleep).poll(cx));
        let (tick, now) = (self.sleep.deadline(), now());
        let next = if now > tick + LATE {
            self.missed.next(tick, now, self.period)
        } else {
            tick + self.period
        };
        self.sleep.reset(next);
        Poll::Ready(tick)
    }

    /// Says what to do after a missed tick; [`Burst`](MissedTickBehavior::Burst) if nothing was said.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.missed = behavior;
    }
}
// ANCHOR_END: interval

/// Ticks now, and then every `period`.
///
/// ```
/// use std::time::Duration;
/// use ch10_timers::{VirtualClock, block_on_virtual, interval};
/// let clock = VirtualClock::new();
/// block_on_virtual(&clock, async {
///     let mut seconds = interval(Duration::from_secs(1));
///     for _ in 0..4 {
///         seconds.tick().await;
///     }
/// });
/// assert_eq!(clock.passed().as_secs(), 3);
/// ```
///
/// # Panics
/// If `period` is zero, and outside [`block_on`](crate::block_on).
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    interval_at(now(), period)
}

/// Ticks at `start`, and then every `period`.
///
/// # Panics
/// If `period` is zero, and outside [`block_on`](crate::block_on).
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(
        !period.is_zero(),
        "an interval cannot have a period of zero"
    );
    Interval {
        sleep: sleep_until(start),
        period,
        missed: MissedTickBehavior::default(),
    }
}
