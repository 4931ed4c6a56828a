//! A limit for code that blocks.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often a limit was over in this process.
static GIVEN_UP: AtomicUsize = AtomicUsize::new(0);
/// Who has waited in vain so often waits a tenth as long from then on: an answer that hangs everywhere is told so in time.
const PATIENCE: usize = 3;

/// Runs `work` on a thread of its own for at most `limit` of real time, and gives what it returns.
///
/// The limit bounds a hang; it is never a measure of speed, so make it generous. A thread cannot be stopped from
/// outside: after the limit it stays behind until the test process ends. After three limits of a process were over, the
/// others are a tenth.
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
    let impatient = GIVEN_UP.load(Relaxed) >= PATIENCE;
    let limit = if impatient { limit / 10 } else { limit };
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // The receiver is gone only after the limit: then nobody wants the result.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
    });
    match receiver.recv_timeout(limit) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => resume_unwind(panic),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            GIVEN_UP.fetch_add(1, Relaxed);
            panic!(
                "waited {limit:?} for {awaited}; it did not come: the answer waits for something that never happens, or loops without end"
            )
        }
    }
}
