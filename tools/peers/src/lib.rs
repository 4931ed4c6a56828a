//! Our runtime beside its peers: one run measures all of them, one file keeps every sample, and the book's tables and
//! charts are made from that file.
//!
//! `cargo bench -p peers` runs [`bench::main`]. It starts itself anew for every sample (a fresh process: [`sample`]), with
//! the contender and the [`Job`] on the command line; a sample of Python is the same process turned into `python/peer.py`.
//! `cargo run -p peers -- render` makes tables and charts from the file, `-- promises` compares it with what was promised.
//!
//! | module | holds |
//! |---|---|
//! | [`job`], [`contender`], [`measure`] | what is measured, on whom, in which unit |
//! | `contenders` | one module for each: how it runs, spawns, joins, sleeps, echoes |
//! | `workloads` | the work itself, written once and compiled into every contender that can do it |
//! | [`meter`] | processor time, memory, and the window in which requests count |
//! | [`load`] | the load generator of the echo: a process of its own, the same for all |
//! | [`bench`] | rounds in random order, progress, limits, Ctrl-C |
//! | [`process`], [`sample`] | starting a sample, and being one |
//! | [`results`], [`versions`] | the file, and what it says of machine and libraries |
//! | [`render`] | tables, charts, sentences' numbers, promises |
#![warn(missing_docs)]
// `workloads/*.rs` are compiled once for each contender, on purpose: the same work, each time with another `super`.
#![allow(clippy::duplicate_mod)]

#[cfg(not(target_os = "linux"))]
compile_error!(
    "the peers are measured on Linux: the floor is a bare epoll loop, and memory is read from /proc"
);

pub mod bench;
pub mod contender;
mod contenders;
pub mod job;
pub mod load;
pub mod measure;
pub mod meter;
pub mod process;
pub mod render;
pub mod results;
pub mod sample;
pub mod versions;
mod workloads;

pub use contender::Contender;
pub use job::{Job, Work};
