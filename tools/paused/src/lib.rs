//! Tokio with its clock paused: what demos, tests and judges about Tokio stand on.
//!
//! Tokio's clock can be paused: then it stands still while any task can run, and jumps to the next timer when none can. A
//! second takes no time, and 300 ms are 300 ms on every machine. Nothing hangs here:
//!
//! - [`run`] and [`Paused`] drive a program on one thread, and end with a sentence if it waits for ever or never rests;
//! - [`now`] tells the time of the run, in milliseconds;
//! - [`Log`] notes what happens, in order, and makes futures that note when they start, end and are dropped;
//! - [`record`] records the program's lanes (see `trace`).
//!
//! The order in which Tokio polls tasks that are ready at one time is its own affair: let no test depend on it.
#![warn(missing_docs)]

mod log;
mod record;
mod run;
mod watch;

pub use log::{Log, Work};
pub use record::record;
pub use run::{Done, Paused, now, run};
