//! What is shared between threads: std's, or loom's when loom tries every order in which they can run.

#[cfg(loom)]
pub use loom::sync::{Mutex, atomic::AtomicBool};
#[cfg(not(loom))]
pub use std::sync::{Mutex, atomic::AtomicBool};
