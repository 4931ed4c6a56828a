//! Servers and readers that block, on `std` alone.
//!
//! **The question.** What does a program do while it waits?
//!
//! **Brings along.** Nothing: this is the ground floor.
//!
//! **New here.**
//! - [`serve`] and [`EchoClient`]: a line-echo server that has time for one client, and its client;
//! - [`read_frame`], [`write_frame`]: length-prefixed frames that survive short reads, EOF and liars (later chapters use them);
//! - [`count_lines`]: a file, read piece by piece;
//! - [`thread_cpu_time`], [`thread_state`]: what a wait costs, and what the kernel calls it.
//!
//! **Left out on purpose.** More than one client at a time (chapter 02), calls that do not wait (03), time limits
//! (an exercise).
#![warn(missing_docs)]

mod echo_client;
mod echo_server;
mod file;
mod frame;
mod s1_trusting;
mod thread_facts;

pub use echo_client::EchoClient;
pub use echo_server::{GREETING, echo_lines, serve};
pub use file::{LineCount, count_lines};
pub use frame::{FrameError, read_frame, write_frame};
pub use s1_trusting::read_frame_trusting;
pub use thread_facts::{thread_cpu_time, thread_state};
