//! Futures, of which only some run at a time.

use std::fmt::Display;
use std::future::poll_fn;

use ch15_tasks::{TaskResult, create_task};

use crate::gather;

/// Runs `futures` as tasks, at most `limit` at a time: a `gather` behind a semaphore. The first is started first, and whenever one
/// ends the next one starts. Gives their values in the order of the arguments, whatever order they end in.
///
/// The first that fails, panics or is cancelled ends the wait, with its error. Those that have started run on, as with
/// [`gather`](crate::gather()); **those that have not, never start.** (With a semaphore inside of asyncio's coroutines they all do, one
/// after the other, for nobody.)
///
/// Futures are taken from the iterator one by one, when there is room for them: while this is not polled, nothing new starts.
///
/// Cancel safety: dropping it before it completes asks the tasks that have not ended to stop; the rest never starts. The values
/// that were there already are lost: nobody else has the tasks.
///
/// # Errors
/// The first error of a task.
///
/// # Panics
/// If `limit` is 0, with which nothing would ever start; outside of a Tokio runtime, if there is anything to start.
///
/// ```
/// # let done = paused::run(|| async {
/// use std::time::Duration;
/// use ch16_gather::gather_limited;
/// let nap = |n: u64| async move {
///     tokio::time::sleep(Duration::from_secs(n)).await;
///     Ok::<_, String>(n)
/// };
/// assert_eq!(gather_limited(2, [3, 1, 1].map(nap)).await, Ok(vec![3, 1, 1])); // 1 and 1 beside 3
/// # });
/// # assert_eq!(done.took.as_secs(), 3);
/// ```
// ANCHOR: gather_limited
pub async fn gather_limited<T, E, F>(
    limit: usize,
    futures: impl IntoIterator<Item = F>,
) -> TaskResult<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Clone + Send + 'static,
    E: Clone + Display + Send + 'static,
{
    assert!(
        limit > 0,
        "a limit of 0 tasks at a time: nothing would ever start"
    );
    let mut started = gather([]);
    let mut futures = futures.into_iter();
    loop {
        if started.children.running() == limit
            && let Some(ended) = poll_fn(|cx| started.poll_next(cx)).await
        {
            ended?;
        }
        let Some(future) = futures.next() else { break };
        started.children.push(create_task(future));
    }
    started.await
}
// ANCHOR_END: gather_limited
