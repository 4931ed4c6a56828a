//! What became of each task.

use std::fmt::Display;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ch15_tasks::{Requests, Task, TaskError, TaskResult};

use crate::children::Children;
use crate::passing_on::passing_on;

/// Waits for all `tasks` and gives what became of each, in the order of the arguments: asyncio's
/// `gather(…, return_exceptions=True)`. An error, a panic, a cancelled task stands in its place and changes nothing for the others.
///
/// Cancel safety: dropping it before it completes asks the tasks that have not ended to stop, even if it was never polled. It
/// cannot wait until they have; [`GatherSettled::or_cancelled`] can. The results that were there already can be had from the tasks.
///
/// ```
/// # paused::run(|| async {
/// use ch15_tasks::{TaskError, create_task};
/// use ch16_gather::gather_settled;
/// let half = |n: u32| create_task(async move { if n % 2 == 0 { Ok(n / 2) } else { Err("odd") } });
/// let results = gather_settled([4, 5].map(half)).await;
/// assert_eq!(results, [Ok(2), Err(TaskError::Failed("odd"))]);
/// # });
/// ```
pub fn gather_settled<T, E: Display>(
    tasks: impl IntoIterator<Item = Task<T, E>>,
) -> GatherSettled<T, E> {
    let children: Children<_, _> = tasks.into_iter().collect();
    GatherSettled {
        results: (0..children.count()).map(|_| None).collect(),
        children,
    }
}

/// Waits for the ends of all of its tasks; made by [`gather_settled`].
#[derive(Debug)]
#[must_use = "dropping it asks the tasks to stop"]
pub struct GatherSettled<T, E: Display> {
    children: Children<T, E>,
    /// What has come so far, each in its place.
    results: Vec<Option<TaskResult<T, E>>>,
}

impl<T: Clone, E: Clone + Display> GatherSettled<T, E> {
    /// The same, for a task that can be asked to stop: a request goes on to the tasks, with its reason, and they are waited for. Then
    /// it is the error, whatever the tasks have answered: collecting errors does not swallow the request to oneself.
    ///
    /// Cancel safety: as [`gather_settled`]; once a request has gone on, the tasks have been asked already.
    ///
    /// # Errors
    /// The request, if there was one.
    pub async fn or_cancelled(self, requests: &Requests) -> TaskResult<Vec<TaskResult<T, E>>, E> {
        let tasks = self.children.tasks();
        let (results, request) = passing_on(requests, tasks, self).await;
        match request {
            Some(request) => Err(TaskError::Cancelled(request)),
            None => Ok(results),
        }
    }
}

// ANCHOR: future
impl<T: Clone, E: Clone + Display> Future for GatherSettled<T, E> {
    type Output = Vec<TaskResult<T, E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        while let Some((place, result)) = ready!(self.children.poll_ended(cx)) {
            self.results[place] = Some(result);
        }
        let results = std::mem::take(&mut self.results).into_iter();
        Poll::Ready(results.flatten().collect())
    }
}
// ANCHOR_END: future

/// The results are never pinned.
impl<T, E: Display> Unpin for GatherSettled<T, E> {}
