//! Timers: how to wait for nothing but time.
//!
//! **The question.** How do you wait for nothing but time?
//!
//! **Brings along.** From chapter 06, [`Park`](ch06_wakers::Park): how an executor sleeps, for a limited time if need be.
//! From chapter 07, [`Executor`](ch07_executor::Executor): it sleeps by whatever park it is given. (Two demos use chapter
//! 05's `select`.)
//!
//! **New here**, in three steps, all of which are [`Timers`]:
//! - [`ListQueue`]: a list, sorted by deadline;
//! - [`HeapQueue`]: a binary heap that knows where everybody stands;
//! - the last step, which later chapters use: [`TimerQueue`] with its [`TimerKey`]s, a hierarchical wheel.
//!
//! On it stand:
//! - [`Clock`], [`RealClock`], [`VirtualClock`]: what time it is;
//! - [`TimerPark`], [`block_on`], [`block_on_virtual`]: an executor that wakes who is due;
//! - [`sleep`], [`sleep_until`], [`timeout`], [`timeout_at`], [`interval`], [`interval_at`], [`now`], by Tokio's names;
//! - [`Limit`]: `asyncio.timeout`, as an object that can be asked and rescheduled.
//!
//! **Left out on purpose.** Sockets (chapter 11), speed in the executor around the queue (12), timers that other threads may
//! set (13).
#![warn(missing_docs)]

mod clock;
mod interval;
mod limit;
mod run;
mod s1_list;
mod s2_heap;
mod s3_wheel;
mod sleep;
mod timeout;
mod timer_park;
mod timers;

pub use clock::{Clock, RealClock, VirtualClock};
pub use interval::{Interval, MissedTickBehavior, interval, interval_at};
pub use limit::{Limit, LimitHandle, NotActive};
pub use run::{block_on, block_on_virtual};
pub use s1_list::{ListKey, ListQueue};
pub use s2_heap::{HeapKey, HeapQueue};
pub use s3_wheel::{TimerKey, TimerQueue};
pub use sleep::{Sleep, sleep, sleep_until};
pub use timeout::{Elapsed, Timeout, timeout, timeout_at};
pub use timer_park::{TimerPark, armed, now};
pub use timers::Timers;
