//! An event loop with callbacks, and with asyncio's own verbs.
//!
//! **The question.** Who calls whom?
//!
//! **Brings along.** Nothing; the demos speak chapter 01's line echo.
//!
//! **New here** (chapter 08 runs its scheduler on this loop):
//! - [`EventLoop`]: `call_soon`, `call_later`, `call_at`, `add_reader`, `remove_reader`,
//!   `run_forever`, `stop`;
//! - [`Handle`]: cancels a callback that has not begun;
//! - [`Remote`]: `call_soon_threadsafe`, for other threads;
//! - [`Report`]: a callback panicked or was slow;
//! - [`Clock`]: where the loop's time comes from, so that tests need not wait.
//!
//! **Left out on purpose.** `add_writer` (chapter 11 waits for both directions), signals,
//! subprocesses, a thread pool (`run_in_executor`), and anything that could wait in the middle of a
//! function: that is what Part II is about.
#![warn(missing_docs)]

mod clock;
mod event_loop;
mod registered;
mod remote;
mod report;

pub use clock::Clock;
pub use event_loop::{EventLoop, Handle};
pub use remote::Remote;
pub use report::Report;
