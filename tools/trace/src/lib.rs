//! Records what lanes of a program do over time, and draws the recording as text and as SVG.
//!
//! A *lane* is anything that has a history of its own: a thread now, a task later. Lanes are in a [`State`] from a begin
//! to an end, and leave marks. A recording is data: the same one becomes text lanes in a terminal and a picture in a book.
//!
//! ```
//! use std::time::Duration;
//! use trace::{Clock, State, Trace};
//!
//! let clock = Clock::manual();
//! let trace = Trace::new(clock.clone());
//! let lane = trace.lane("server");
//! lane.during(State::Blocked, "read", || clock.wait(Duration::from_secs(1)));
//! let lanes = trace.finish().text(Duration::from_millis(250));
//! assert_eq!(lanes, "        0 s 1 s\nserver  |...|\n        . blocked\n");
//! ```
//!
//! Futures are recorded from outside, on any executor: [`record`] runs a program, [`lane`] wraps a future, and what is
//! polled, woken and dropped is in the recording. Polls take no time of a virtual clock, so these recordings are drawn by
//! steps: [`Recording::polls_text`], [`Recording::polls_svg`], and [`Recording::json`] for the player in the page.
//!
//! What was measured is drawn by a [`Chart`].
#![warn(missing_docs)]

mod canvas;
mod chart;
mod clock;
mod future;
mod json;
mod machine;
mod polls;
mod polls_svg;
mod polls_text;
mod publish;
mod recorder;
mod recording;
mod svg;
mod text;
mod watched;

pub use chart::Chart;
pub use clock::Clock;
pub use future::{Traced, because, beside, blame, lane, record};
pub use machine::{Machine, machine};
pub use publish::Picture;
pub use recorder::{Lane, Trace};
pub use recording::{Cause, Event, LaneId, Outcome, Recording, Span, State, What};
pub use watched::Watched;
