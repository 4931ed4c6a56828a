//! Futures written by hand, on `std` alone, and polled by hand.
//!
//! **The question.** What is a value that is not there yet?
//!
//! **Brings along.** Nothing: futures do not need the event loop of chapter 04, they need somebody who polls them.
//!
//! **New here.**
//! - [`ready`], [`yield_now`], [`Countdown`]: futures that wait for nothing, for one poll, for some;
//! - [`map`]: a future around another one;
//! - [`join`]: both; [`select`]: the first of two, and what is left of the other.
//!
//! **Left out on purpose.** Wakers (chapter 06: here a future that is pending asks at once to be polled again), an executor
//! (07), and what `Pin` is for (09: here every future inside another one is boxed, which keeps it in its place).
#![warn(missing_docs)]

mod countdown;
mod join;
mod map;
mod maybe_done;
mod ready;
mod select;
mod yield_now;

pub use countdown::Countdown;
pub use join::{Join, join};
pub use map::{Map, map};
pub use maybe_done::MaybeDone;
pub use ready::{Ready, ready};
pub use select::{Either, Select, select};
pub use yield_now::{YieldNow, yield_now};
