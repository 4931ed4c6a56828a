//! Making tasks.

use std::fmt::Display;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;

use crate::report;
use crate::shared::{Ending, Shared};
use crate::{Panic, Requests, Task, TaskError, TaskResult};

/// Spawns `future` as a task that can be shared, named, looked at and cancelled: asyncio's `create_task`. It starts without
/// being awaited, and goes on if every handle is dropped. A cancel drops it at the await where it stands.
///
/// # Panics
/// Outside of a Tokio runtime.
pub fn create_task<T, E, F>(future: F) -> Task<T, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Display + Send + 'static,
{
    start(false, |_| {
        future.map(|result| result.map_err(TaskError::Failed))
    })
}

/// Spawns what `body` makes, as [`create_task`] does; but a cancel asks it: it hears of it through its [`Requests`], and may
/// finish its work, clean up with awaits, refuse, or answer with an error.
///
/// # Panics
/// Outside of a Tokio runtime.
pub fn create_cooperative<T, E, F>(body: impl FnOnce(Requests) -> F) -> Task<T, E>
where
    F: Future<Output = TaskResult<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Display + Send + 'static,
{
    start(true, body)
}

fn start<T, E, F>(cooperative: bool, body: impl FnOnce(Requests) -> F) -> Task<T, E>
where
    F: Future<Output = TaskResult<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Display + Send + 'static,
{
    let reporter = report::current();
    let shared = Arc::new(Shared::new(cooperative, reporter.clone()));
    let future = body(shared.requests.clone());
    let ending = Ending(Arc::clone(&shared));
    let abort = tokio::spawn(report::inherit(reporter, run(future, ending))).abort_handle();
    let mut state = shared.lock();
    if state.outcome.is_none() {
        state.abort = Some(abort);
    }
    drop(state);
    Task::new(shared)
}

/// The outcome is set when the future is gone, and not before: who sees the task done finds its resources released.
async fn run<T, E: Display>(future: impl Future<Output = TaskResult<T, E>>, ending: Ending<T, E>) {
    let result = AssertUnwindSafe(future).catch_unwind().await;
    let outcome = result.unwrap_or_else(|payload| Err(TaskError::Panicked(Panic::new(payload))));
    ending.0.end(outcome);
}
