//! Sockets whose calls return at once, and one thread that asks them all, again and again.
//!
//! **The question.** What if a call returned at once?
//!
//! **Brings along.** [`ch01_blocking_io::GREETING`]: this chapter's server speaks that chapter's line echo, so its
//! clients cannot tell the two servers apart. The demos use [`ch01_blocking_io::EchoClient`] and
//! [`ch01_blocking_io::thread_cpu_time`].
//!
//! **New here.**
//! - [`Tally::ask`]: a call that does not wait, with `WouldBlock` as the ordinary answer that it is;
//! - [`Connection`]: one client's conversation, with everything that must survive from one call to the next;
//! - [`BusyServer`]: one thread, many connections, each asked in every turn;
//! - [`read_line_by_habit`]: how the blocking habit loses half a line.
//!
//! **Left out on purpose.** Who knows which socket is ready (chapter 04), connecting without waiting (chapter 11).
#![warn(missing_docs)]

mod ask;
mod connection;
mod s1_habit;
mod server;

pub use ask::Tally;
pub use connection::{Connection, LIMIT, READ_SIZE, Turn};
pub use s1_habit::read_line_by_habit;
pub use server::BusyServer;
