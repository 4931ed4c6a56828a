//! What judges of exercises and tests of chapters stand on: an answer that is wrong is told so in a sentence, and never hangs.
//!
//! - [`within`] bounds code that blocks, and says what was being waited for;
//! - [`Meeting`] sees whether things are done at the same time;
//! - [`side_by_side`] lets two threads go through many short rounds, and [`stepped`] lets somebody come in between two
//!   operations of an answer, with no second thread and no luck;
//! - [`ScriptedReader`] and [`ScriptedWriter`] behave as sockets do on their worst days, in an order that you choose;
//! - [`VirtualClock`] makes time pass when the test says so;
//! - [`AllocationMeter`] tells how much memory an answer asked for at once, and how much is live;
//! - [`assert_answer`] compares, and speaks of the *answer*.
//!
//! And for futures, a checking executor in the place of the hang:
//!
//! - [`run`] and [`Checker`] drive a program and tell which rule of futures it broke; inside, [`spawn`], [`sleep`], [`now`];
//! - [`ScriptedFuture`] does what you say, and tells on whoever polls it wrongly;
//! - [`CountingWaker`] stands in for an executor, to poll by hand;
//! - [`VirtualTime`] is a clock for an executor of your own;
//! - [`assert_same_trace`] compares what two futures did, step by step.
#![warn(missing_docs)]

mod allocation;
mod answer;
mod clock;
mod context;
mod counting_waker;
mod executor;
mod handle;
mod inbox;
mod meeting;
mod reader;
mod report;
mod run;
mod same_trace;
mod scripted_future;
mod side_by_side;
pub mod stepped;
mod task;
mod virtual_time;
mod within;
mod writer;

pub use allocation::{AllocationMeter, largest_allocation, live_bytes};
pub use answer::{assert_answer, text};
pub use clock::VirtualClock;
pub use context::{Sleep, doing, now, sleep};
pub use counting_waker::CountingWaker;
pub use executor::{Checker, Done, run};
pub use handle::{Handle, spawn};
pub use meeting::Meeting;
pub use reader::{ReadStep, ScriptedReader};
pub use same_trace::assert_same_trace;
pub use scripted_future::{ScriptedFuture, Seen};
pub use side_by_side::side_by_side;
pub use virtual_time::{Nap, VirtualTime};
pub use within::within;
pub use writer::{ScriptedWriter, WriteStep};
