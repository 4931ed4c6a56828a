//! Functions that pause, written by hand: generators, delegation, and a scheduler.
//!
//! **The question.** Can a function stop in the middle?
//!
//! **Brings along.**
//! - [`EventLoop`](ch04_event_loop::EventLoop), from chapter 04: calls back when time has passed or a source can be read.
//!
//! **New here.**
//! - [`Coroutine`]: resumed with a [`Resume`] (send, throw, close), answers with a [`Step`] (yielded or complete);
//!   [`Raised`] says why there is no return value;
//! - [`Interview`]: a generator as the compiler would write it, one state for each pause;
//! - [`yield_from`]: delegation, both ways;
//! - [`from_coroutine`], [`from_iter`]: an iterator out of a coroutine, and back;
//! - [`spawn`], [`Wait`], [`sleep`], [`recv`]: coroutines that wait, on an event loop;
//!
//! **Left out on purpose.** The compiler's own coroutines (unstable; `nightly/` has them, beside the same thing by hand), self-reference and `Pin` (chapter 09), and
//! tasks that can be joined and cancelled (chapter 07 has them).
#![warn(missing_docs)]

mod coroutine;
mod interview;
mod iterators;
mod scheduler;
mod waits;
mod yield_from;

pub use coroutine::{Coroutine, OutcomeOf, Raised, Resume, ResumeOf, Step, StepOf};
pub use interview::Interview;
pub use iterators::{FromCoroutine, FromIter, from_coroutine, from_iter};
pub use scheduler::{Wait, spawn};
pub use waits::{Recv, Sleep, recv, sleep};
pub use yield_from::{YieldFrom, yield_from};
