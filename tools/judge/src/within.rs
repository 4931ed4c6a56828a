//! A limit for code that blocks.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Runs `work` on a thread of its own for at most `limit` of real time, and gives what it returns.
///
/// The limit bounds a hang; it is never a measure of speed, so make it generous. A thread cannot be stopped from
/// outside: after the limit it stays behind until the test process ends.
///
/// ```
/// use std::time::Duration;
/// let sum = judge::within(Duration::from_secs(5), "the sum", || 1 + 1);
/// assert_eq!(sum, 2);
/// ```
///
/// # Panics
/// If `work` is not back after `limit`, with a message that names `awaited`; and with `work`'s own panic if it panics.
#[track_caller]
pub fn within<T: Send + 'static>(
    limit: Duration,
    awaited: impl Display,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // The receiver is gone only after the limit: then nobody wants the result.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
    });
    match receiver.recv_timeout(limit) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => resume_unwind(panic),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            panic!(
                "waited {limit:?} for {awaited}; it did not come: the answer waits for something that never happens, or loops without end"
            )
        }
    }
}
