//! Hearing of errors that nobody looked at.

use std::fmt;
use std::sync::Arc;

use crate::surroundings::{self, Surroundings};

/// A task failed, and nobody will look at its error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unretrieved {
    /// The task's name.
    pub task: String,
    /// The error, in its own words.
    pub error: String,
    /// It failed when main had ended and the rest was asked to stop ([`supervise`](crate::supervise)). Otherwise its last handle
    /// went away before anybody had looked.
    pub at_shutdown: bool,
}

impl fmt::Display for Unretrieved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { task, error, .. } = self;
        match self.at_shutdown {
            false => write!(f, "the error of task `{task}` was never retrieved: {error}"),
            true => write!(f, "task `{task}` failed during shutdown: {error}"),
        }
    }
}

pub(crate) type Reporter = Arc<dyn Fn(Unretrieved) + Send + Sync>;

/// Runs `future` so that reports of the tasks that it creates, and of those that they create, go to `report` instead of to
/// standard error.
///
/// Cancel safety: that of `future`.
pub async fn with_reporter<F: Future>(
    report: impl Fn(Unretrieved) + Send + Sync + 'static,
    future: F,
) -> F::Output {
    let reporter: Reporter = Arc::new(report);
    surroundings::changed(|here| here.reporter = Some(reporter), future).await
}

pub(crate) fn report(surroundings: Option<&Surroundings>, unretrieved: Unretrieved) {
    match surroundings.and_then(|here| here.reporter.as_ref()) {
        Some(report) => report(unretrieved),
        None => eprintln!("{unretrieved}"),
    }
}
