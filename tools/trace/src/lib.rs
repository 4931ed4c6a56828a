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
//! **Later chapters** add events to [`What`] (polls, wakes, drops); recorders and renderers of Part I skip what they do
//! not know, which is why [`What`] and [`State`] are non-exhaustive.
#![warn(missing_docs)]

mod clock;
mod machine;
mod publish;
mod recorder;
mod recording;
mod svg;
mod text;
mod watched;

pub use clock::Clock;
pub use machine::machine;
pub use publish::Picture;
pub use recorder::{Lane, Trace};
pub use recording::{Event, LaneId, Recording, Span, State, What};
pub use watched::Watched;
