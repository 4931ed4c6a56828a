//! Notes of what happened, in order.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::sleep;

use crate::now;

/// Lines in the order in which they were written. Clones write to the same one, from any task.
///
/// ```
/// use paused::Log;
/// let log = Log::new();
/// let in_run = log.clone();
/// paused::run(move || async move {
///     let both = (in_run.work("a", 30, 1), in_run.work("b", 20, 2));
///     tokio::select! { _ = both.0 => (), _ = both.1 => () }
/// });
/// assert_eq!(log.sorted()[..2], ["a is dropped at 20", "a starts at 0"]);
/// assert!(log.has("b ends at 20"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line.
    pub fn note(&self, line: impl Display) {
        self.lock().push(line.to_string());
    }

    /// The lines so far.
    pub fn lines(&self) -> Vec<String> {
        self.lock().clone()
    }

    /// The lines so far, sorted: for what Tokio promises no order of.
    pub fn sorted(&self) -> Vec<String> {
        let mut lines = self.lines();
        lines.sort();
        lines
    }

    /// Whether a line was written.
    pub fn has(&self, line: &str) -> bool {
        self.lock().iter().any(|written| written == line)
    }

    /// A future that takes `ms` milliseconds and gives `output`. It notes `NAME starts at …` when it is first polled, then
    /// `NAME ends at …`, or `NAME is dropped at …` if it was started and does not come to its end. It has no say in being
    /// dropped: that is how Rust cancels.
    pub fn work<T>(&self, name: &str, ms: u64, output: T) -> impl Future<Output = T> + use<T> {
        let (log, name) = (self.clone(), name.to_owned());
        async move {
            let mut work = log.starts(name);
            sleep(Duration::from_millis(ms)).await;
            work.ends();
            output
        }
    }

    /// Notes `NAME starts at …` now, and `NAME is dropped at …` when the guard is dropped without having
    /// [ended](Work::ends).
    pub fn starts(&self, name: impl Display) -> Work {
        self.note(format_args!("{name} starts at {}", now()));
        Work {
            log: self.clone(),
            name: name.to_string(),
            ended: false,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Work that has started; see [`Log::starts`].
#[derive(Debug)]
pub struct Work {
    log: Log,
    name: String,
    ended: bool,
}

impl Work {
    /// Notes `NAME ends at …`.
    pub fn ends(&mut self) {
        self.ended = true;
        self.log
            .note(format_args!("{} ends at {}", self.name, now()));
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if !self.ended {
            self.log
                .note(format_args!("{} is dropped at {}", self.name, now()));
        }
    }
}
