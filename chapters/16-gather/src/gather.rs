//! The values of all tasks, or the first error.

use std::fmt::Display;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ch15_tasks::{Requests, Task, TaskError, TaskResult};

use crate::children::Children;
use crate::passing_on::passing_on;

/// Waits for all `tasks`: asyncio's `gather`. Gives their values in the order of the arguments, whatever order they end in; no
/// tasks give no values. A task that is there twice gives its value twice, and runs once.
///
/// The first task that fails, panics or is cancelled ends the wait, with its error. **The others run on.** Nobody hears of their
/// ends any more: an error of theirs is not reported as unretrieved.
///
/// It needs no runtime: the tasks have theirs.
///
/// Cancel safety: dropping it before it completes asks the tasks that have not ended to stop, even if it was never polled. It
/// cannot wait until they have; [`Gather::or_cancelled`] can. The values that were there already can be had from the tasks.
///
/// ```
/// # paused::run(|| async {
/// use ch15_tasks::create_task;
/// use ch16_gather::gather;
/// let double = |n: u32| create_task(async move { Ok::<_, String>(2 * n) });
/// assert_eq!(gather([1, 2, 3].map(double)).await, Ok(vec![2, 4, 6]));
/// # });
/// ```
pub fn gather<T, E: Display>(tasks: impl IntoIterator<Item = Task<T, E>>) -> Gather<T, E> {
    let children: Children<_, _> = tasks.into_iter().collect();
    Gather {
        values: Vec::new(),
        children,
    }
}

/// Waits for all of its tasks; made by [`gather()`].
// ANCHOR: gather
#[derive(Debug)]
#[must_use = "dropping it asks the tasks to stop"]
pub struct Gather<T, E: Display> {
    pub(crate) children: Children<T, E>,
    /// What has come so far, each in its place.
    values: Vec<Option<T>>,
}
// ANCHOR_END: gather

impl<T: Clone, E: Clone + Display> Gather<T, E> {
    // ANCHOR: poll_next
    /// The next task that ends: its value goes to its place. Its error ends everything, and leaves the others alone. `None` if
    /// there are no more.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<TaskResult<(), E>>> {
        let ended = ready!(self.children.poll_ended(cx));
        Poll::Ready(ended.map(|(place, result)| {
            let value = result.inspect_err(|_| self.children.leave())?;
            self.values.resize_with(self.children.count(), || None);
            self.values[place] = Some(value);
            Ok(())
        }))
    }
    // ANCHOR_END: poll_next

    /// The same, for a task that can be asked to stop: a request goes on to the tasks, with its reason, and **they are waited
    /// for**: when this gives its result, all of them have ended. That is what asyncio does when the task that awaits a gather is
    /// cancelled, but for the wait: asyncio's `gather` ends with the first child that does.
    ///
    /// Cancel safety: as [`gather()`]; once a request has gone on, the tasks have been asked already.
    ///
    /// # Errors
    /// The first error of a task. If none of them has one, the request.
    pub async fn or_cancelled(self, requests: &Requests) -> TaskResult<Vec<T>, E> {
        let tasks = self.children.tasks();
        let (result, request) = passing_on(requests, tasks, self).await;
        match request {
            Some(request) => result.and(Err(TaskError::Cancelled(request))),
            None => result,
        }
    }
}

// ANCHOR: future
impl<T: Clone, E: Clone + Display> Future for Gather<T, E> {
    type Output = TaskResult<Vec<T>, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        while let Some(ended) = ready!(self.poll_next(cx)) {
            if let Err(error) = ended {
                return Poll::Ready(Err(error));
            }
        }
        let values = std::mem::take(&mut self.values).into_iter();
        let there =
            |value: Option<T>| value.expect("nobody runs, so every task has given its value");
        Poll::Ready(Ok(values.map(there).collect()))
    }
}
// ANCHOR_END: future

/// The values are never pinned.
impl<T, E: Display> Unpin for Gather<T, E> {}
