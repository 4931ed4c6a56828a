//! What is shared between threads: std's, or loom's when loom tries every order in which they can run.

#[cfg(loom)]
pub use loom::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};
#[cfg(not(loom))]
pub use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

#[cfg(loom)]
pub mod thread {
    pub use loom::thread::{current, park};

    pub fn park_timeout(_: std::time::Duration) {
        unimplemented!("loom knows orders, and no time")
    }
}
