//! Async functions taken apart: the enum that the compiler writes, what it keeps between polls, and why it must not move.
//!
//! **The question.** What does the compiler write for me?
//!
//! **Brings along.** For its demos and tests, [`ch05_futures::yield_now`] from chapter 05: pending once, and asks to be polled
//! again.
//!
//! **New here.**
//! - [`add()`], [`total()`], [`cheapest()`]: a straight line, a loop, a branch with a borrow across an await; each also by hand:
//!   [`Add`], [`Total`], [`Cheapest`], and with a pointer into itself, [`CheapestPinned`];
//! - [`generator()`]: an iterator out of an async closure.
//!
//! **Left out on purpose.** What the compiler does to lay the states over each other, and executors: every future here is polled
//! by hand.
#![warn(missing_docs)]

mod add;
mod cheapest;
mod generator;
mod pinned;
mod total;

pub use add::{Add, add, add_by_hand};
pub use cheapest::{Cheapest, FAIR, cheapest, cheapest_by_hand};
pub use generator::{Yield, Yielder, generator};
pub use pinned::{CheapestPinned, cheapest_pinned};
pub use total::{Total, total, total_by_hand};
