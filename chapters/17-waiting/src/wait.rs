//! Who is done, and who is not.

use std::collections::HashSet;
use std::fmt::Display;
use std::time::Duration;

use ch15_tasks::Task;
use tokio::time::timeout;

use crate::as_completed;

// ANCHOR: return_when
/// When [`wait`] has waited enough. (All tasks done is always enough.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnWhen {
    /// One task is done, in whatever way.
    FirstCompleted,
    /// One task is done with an error or a panic. A cancelled task is not meant, as in asyncio.
    FirstException,
    /// All tasks are done.
    AllCompleted,
}
// ANCHOR_END: return_when

/// What [`wait`] found. Every task that it was given is in one of the two sets.
#[derive(Debug)]
pub struct Waited<T, E: Display> {
    /// Those that have ended, in whatever way: their results are in them.
    pub done: HashSet<Task<T, E>>,
    /// Those that have not. They are alive, and go on.
    pub pending: HashSet<Task<T, E>>,
}

/// [`wait`] was given no tasks: none of them will ever be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the set of tasks is empty: there is nothing to wait for")]
pub struct NothingToWaitFor;

// ANCHOR: wait
/// Waits until enough of `tasks` are done, or `limit` is over: asyncio's `wait`. A task that is given twice counts once.
///
/// It looks at no result, so it never fails with a task's error. (With [`ReturnWhen::FirstException`] it has looked whether
/// there is an error, and such an error counts as retrieved.)
///
/// What happens to the others: nothing. Whoever is pending goes on, whatever became of the first.
///
/// Cancel safety: dropping it before it completes loses nothing and leaves the tasks alone.
///
/// # Errors
/// If there are no tasks.
pub async fn wait<T, E>(
    tasks: impl IntoIterator<Item = Task<T, E>>,
    when: ReturnWhen,
    limit: Option<Duration>,
) -> Result<Waited<T, E>, NothingToWaitFor>
where
    T: Clone,
    E: Clone + Display,
{
    let tasks: HashSet<_> = tasks.into_iter().collect();
    if tasks.is_empty() {
        return Err(NothingToWaitFor);
    }
    let mut ends = as_completed(tasks.iter().cloned());
    let enough = async {
        while let Some(task) = ends.next().await {
            if when.is_enough(&task) {
                break;
            }
        }
    };
    match limit {
        Some(limit) => drop(timeout(limit, enough).await),
        None => enough.await,
    }
    let (done, pending) = tasks.into_iter().partition(Task::done);
    Ok(Waited { done, pending })
}

impl ReturnWhen {
    fn is_enough<T, E>(self, ended: &Task<T, E>) -> bool
    where
        T: Clone,
        E: Clone + Display,
    {
        match self {
            Self::FirstCompleted => true,
            Self::FirstException => !ended.cancelled() && ended.exception().is_some(),
            Self::AllCompleted => false,
        }
    }
}
// ANCHOR_END: wait
