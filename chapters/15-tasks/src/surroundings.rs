//! What a task has around it, and hands on to the tasks that it makes: asyncio's context, for this library's own needs.

use std::sync::Arc;

use crate::report::Reporter;
use crate::supervise::Registry;

/// Who hears of errors, and who waits for the task in the end.
#[derive(Clone, Default)]
pub(crate) struct Surroundings {
    pub reporter: Option<Reporter>,
    pub registry: Option<Arc<Registry>>,
}

tokio::task_local! {
    static SURROUNDINGS: Arc<Surroundings>;
}

/// Those of the running task; `None` outside of any.
pub(crate) fn current() -> Option<Arc<Surroundings>> {
    SURROUNDINGS.try_with(Arc::clone).ok()
}

/// Runs `future` in surroundings that differ from the current ones by `change`.
pub(crate) async fn changed<F: Future>(
    change: impl FnOnce(&mut Surroundings),
    future: F,
) -> F::Output {
    let mut surroundings = current().as_deref().cloned().unwrap_or_default();
    change(&mut surroundings);
    SURROUNDINGS.scope(Arc::new(surroundings), future).await
}

/// Does `work` in `surroundings`.
pub(crate) fn within<T>(surroundings: Option<Arc<Surroundings>>, work: impl FnOnce() -> T) -> T {
    match surroundings {
        Some(surroundings) => SURROUNDINGS.sync_scope(surroundings, work),
        None => work(),
    }
}
