//! Hearing of errors that nobody looked at.

use std::fmt;
use std::sync::Arc;

/// A task ended in an error, and its last handle went away before anybody had looked: "exception was never retrieved".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unretrieved {
    /// The task's name.
    pub task: String,
    /// The error, in its own words.
    pub error: String,
}

impl fmt::Display for Unretrieved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { task, error } = self;
        write!(f, "the error of task `{task}` was never retrieved: {error}")
    }
}

pub(crate) type Reporter = Arc<dyn Fn(Unretrieved) + Send + Sync>;

tokio::task_local! {
    static REPORTER: Reporter;
}

/// Runs `future` so that reports of the tasks that it creates, and of those that they create, go to `report` instead of to
/// standard error.
///
/// Cancel safety: that of `future`.
pub async fn with_reporter<F: Future>(
    report: impl Fn(Unretrieved) + Send + Sync + 'static,
    future: F,
) -> F::Output {
    REPORTER.scope(Arc::new(report), future).await
}

pub(crate) fn current() -> Option<Reporter> {
    REPORTER.try_with(Clone::clone).ok()
}

pub(crate) async fn inherit<F: Future>(reporter: Option<Reporter>, future: F) -> F::Output {
    match reporter {
        Some(reporter) => REPORTER.scope(reporter, future).await,
        None => future.await,
    }
}

pub(crate) fn report(reporter: Option<&Reporter>, unretrieved: Unretrieved) {
    match reporter {
        Some(report) => report(unretrieved),
        None => eprintln!("{unretrieved}"),
    }
}
