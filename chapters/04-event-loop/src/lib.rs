//! An event loop with callbacks, and with asyncio's own verbs.
//!
//! **The question.** Who calls whom?
//!
//! **Brings along.**
//! - [`GREETING`](ch01_blocking_io::GREETING) and the line-echo protocol, from chapter 01.
//!
//! **New here** (chapter 08 runs its scheduler on this loop):
//! - [`EventLoop`]: `call_soon`, `call_later`, `call_at`, `add_reader`, `remove_reader`, `run_forever`, `stop`;
//! - [`Handle`]: cancels a callback that has not begun;
//! - [`Remote`]: `call_soon_threadsafe`, for other threads; [`LoopClosed`] if there is no loop left;
//! - [`Report`]: a callback panicked or was slow;
//! - [`Clock`]: where the loop's time comes from, so that tests need not wait;
//! - [`serve`]: the echo server for any number of clients, which says what it has [`Served`];
//! - [`interview`]: a protocol of three steps, as callbacks make you write it;
//! - [`allow_descriptors`]: raises the limit of open sockets.
//!
//! **Left out on purpose.** `add_writer` (chapter 11 waits for both directions), signals, subprocesses, a thread pool (`run_in_executor`), and anything that could wait in the
//! middle of a function: that is what Part II is about.
#![warn(missing_docs)]

mod clock;
mod descriptors;
mod echo_server;
mod event_loop;
mod handle;
mod interview;
mod registered;
mod remote;
mod report;
mod sources;

pub use clock::Clock;
pub use descriptors::allow_descriptors;
pub use echo_server::{Served, serve};
pub use event_loop::EventLoop;
pub use handle::Handle;
pub use interview::interview;
pub use remote::{LoopClosed, Remote};
pub use report::Report;
