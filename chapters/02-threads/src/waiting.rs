//! What a thread costs that does nothing but wait.

use std::io;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use crate::{Memory, memory};

/// What a number of waiting threads cost.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// From before the first was started until all were waiting.
    pub started_in: Duration,
    /// By how much the process grew meanwhile; `None` where there is no `/proc`.
    pub memory: Option<Memory>,
}

/// The system gave fewer threads than were asked for.
#[derive(Debug)]
pub struct Refused {
    /// How many it gave.
    pub most: usize,
    /// What it said then.
    pub cause: io::Error,
}

/// Starts `count` threads, waits until all of them wait, measures, and lets them go.
///
/// A process keeps some memory of threads that have ended, so only the first call in a process measures from a fresh state.
///
/// # Errors
/// [`Refused`] if the system gives fewer threads. Those that it gave have ended when this returns.
pub fn waiting_threads(count: usize) -> Result<Waiting, Refused> {
    let gate = Mutex::new(());
    let (arrive, arrived) = channel();
    thread::scope(|scope| {
        let before = memory();
        let start = Instant::now();
        let closed = gate.lock();
        for most in 0..count {
            let (arrive, gate) = (arrive.clone(), &gate);
            let wait = move || {
                let _ = arrive.send(());
                drop(gate.lock()); // blocks until this function returns, one way or the other
            };
            let thread = thread::Builder::new().spawn_scoped(scope, wait);
            thread.map_err(|cause| Refused { most, cause })?;
        }
        arrived.iter().take(count).for_each(drop);
        let cost = Waiting {
            started_in: start.elapsed(),
            memory: memory().zip(before).map(|(now, before)| now.since(before)),
        };
        drop(closed);
        Ok(cost)
    })
}
