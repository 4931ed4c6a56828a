//! Making tasks.

use std::fmt::Display;
use std::sync::Arc;

use futures::FutureExt;

use crate::running::Running;
use crate::shared::Shared;
use crate::{Requests, Task, TaskError, TaskResult, surroundings};

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
/// finish its work, clean up with awaits, refuse, or answer with an error. Asked before its first turn, it starts all the
/// same (asyncio's does not), and hears of it at the first await that listens.
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

// ANCHOR: start
fn start<T, E, F>(cooperative: bool, body: impl FnOnce(Requests) -> F) -> Task<T, E>
where
    F: Future<Output = TaskResult<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Display + Send + 'static,
{
    let shared = Arc::new(Shared::new(cooperative, surroundings::current()));
    let future = body(shared.requests.clone());
    let key = shared
        .registry()
        .map(|registry| registry.enter(shared.clone()));
    let running = Running::new(future, Arc::clone(&shared), key);
    shared.spawned(tokio::spawn(running).abort_handle());
    Task::new(shared)
}
// ANCHOR_END: start
