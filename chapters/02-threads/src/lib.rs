//! Many threads that block, instead of one; and what they cost.
//!
//! **The question.** Why not simply more threads?
//!
//! **Brings along.** From chapter 01: [`echo_lines`](ch01_blocking_io::echo_lines), the conversation with one client, which
//! blocks its thread until the client is gone; [`thread_cpu_time`](ch01_blocking_io::thread_cpu_time), what a thread has used.
//!
//! **New here.**
//! - [`serve_threaded`]: a thread for every connection, in a scope that waits for all of them;
//! - [`NaivePool`]: a pool as one writes it the first time, with two mistakes in one line;
//! - [`Pool`], [`serve_pooled`]: a fixed number of threads that survive their jobs' panics and stop when told to;
//! - [`waiting_threads`], [`switch`]: what a waiting thread costs, and a change from one thread to another;
//! - [`count_primes`]: work for a processor, to see whether two threads halve it.
//!
//! **Left out on purpose.** Results of jobs (an exercise), pools that grow and shrink, priorities, stealing work from other
//! workers (chapter 13).
#![warn(missing_docs)]

mod memory;
mod pool;
mod primes;
mod s1_naive_pool;
mod switch;
mod threaded;
mod waiting;

pub use memory::{Memory, memory};
pub use pool::{Pool, serve_pooled};
pub use primes::count_primes;
pub use s1_naive_pool::NaivePool;
pub use switch::{Switch, switch};
pub use threaded::serve_threaded;
pub use waiting::{Refused, Waiting, waiting_threads};
