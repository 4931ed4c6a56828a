//! What the workspace holds, read from its folders: chapters, demos, exercises; and how an exercise is put before its judge.
//!
//! `cargo lab` and `cargo verify` both stand on this crate, so that the learner and the author see the same verdict.
//!
//! - [`Workspace`] finds the root and lists its [`Chapter`]s and [`Exercise`]s;
//! - [`run_bounded`] runs a command with a time limit and a cap on its output, and stops its children with it
//!   ([`run_until`]: also when a [`Stop`] is set);
//! - [`build_judge`] and [`judge`] compile one judge and put an answer before it.
#![warn(missing_docs)]

mod bounded;
mod build;
mod chapter;
mod exercise;
mod harness;
mod kept;
mod stop;
mod verdict;
mod workspace;

pub use bounded::{Ended, Run, run_bounded, run_until};
pub use build::{BuildError, Colour, build_judge, build_judge_until, cargo};
pub use chapter::{Chapter, Demo, Size};
pub use exercise::Exercise;
pub use stop::Stop;
pub use verdict::{Complaint, Verdict, judge, judge_until};
pub use workspace::{Error, Workspace};
