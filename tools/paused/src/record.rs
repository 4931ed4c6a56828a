//! Recording lanes on Tokio.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use trace::{Clock, Recording};

use crate::run::{begin, paused};

/// Drives `program` with the clock paused, and records the lanes that it makes, by that clock. Wakes that come while the
/// runtime sleeps are the timer's.
///
/// For demos, whose ends are known: unlike [`run`](crate::run) it has no limit.
///
/// ```
/// use std::time::Duration;
/// use tokio::time::sleep;
/// let program = async { trace::lane("a", sleep(Duration::from_millis(20))).await };
/// let ((), recording) = paused::record(program);
/// assert!(recording.polls_text().contains("w a, 20 ms: by timer"));
/// ```
pub fn record<F: Future>(program: F) -> (F::Output, Recording) {
    let mut builder = Builder::new_current_thread();
    builder
        .on_thread_park(|| trace::blame(Some("timer")))
        .on_thread_unpark(|| trace::blame(None));
    let runtime = paused(&mut builder);
    let start = runtime.block_on(async { begin() });
    let last = Arc::new(Mutex::new(Duration::ZERO));
    let clock = Clock::reading(move || {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        // What is dropped with the runtime asks outside of it, where Tokio's own clock cannot be read.
        if Handle::try_current().is_ok() {
            *last = start.elapsed();
        }
        *last
    });
    trace::record(clock, move || {
        let output = runtime.block_on(program);
        drop(runtime);
        output
    })
}
