//! A runtime: the parts put together, and made fast in measured steps.
//!
//! **The question.** What makes a runtime fast?
//!
//! **Brings along.** From chapter 06, [`Park`](ch06_wakers::Park) and its unparker: how a thread sleeps and how others wake it.
//! From chapter 10, the wheel [`TimerQueue`](ch10_timers::TimerQueue) and [`VirtualClock`]. From chapter 11,
//! [`Reactor`](ch11_reactor::Reactor), a park that sleeps in `epoll_wait`, and its sockets. From chapter 05, [`yield_now`].
//!
//! **New here**, in four steps, each faster than the one before:
//! - [`s1_textbook`]: tasks in `Arc`s, locks around everything;
//! - [`s2_local`]: no lock on the owner's thread;
//! - [`s3_numbers`]: a waker is a number, a [`Word`];
//! - the last step, which later chapters use: [`block_on`], [`spawn`], [`JoinHandle`], [`JoinError`]: a task is one
//!   allocation. With [`time`], [`net`] and [`http`] around it.
//!
//! Other threads' wakes arrive in an [`Inbox`].
//!
//! | file | what it holds |
//! |---|---|
//! | `s4_one_allocation.rs` | a task, and the two ways to look at it: the runtime's and the handle's |
//! | `tasks.rs` | the table of tasks, and who is ready |
//! | `word.rs` | a waker made of three numbers |
//! | `remote.rs` | the inbox, and the list of all runtimes by number |
//! | `context.rs` | the one thread-local that all of this is found by |
//! | `runtime.rs` | the loop, beginning and end |
//! | `time.rs`, `net.rs`, `http.rs` | what tasks wait for |
//!
//! **Left out on purpose.** Several threads (chapter 13), completion (14), names of tasks (chapter 07 has them: a name is 24 bytes
//! that every task would pay), a limit on how much a task does in one turn.
#![warn(missing_docs)]

mod context;
pub mod http;
pub mod net;
mod remote;
mod runtime;
pub mod s1_textbook;
pub mod s2_local;
pub mod s3_numbers;
mod s4_one_allocation;
mod sync;
mod tasks;
pub mod time;
mod word;

pub use ch05_futures::yield_now;
pub use ch10_timers::VirtualClock;
pub use remote::Inbox;
pub use runtime::{block_on, block_on_virtual, unfinished};
pub use s4_one_allocation::{JoinError, JoinHandle, spawn};
pub use word::Word;
