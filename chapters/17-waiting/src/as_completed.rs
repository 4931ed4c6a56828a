//! Tasks in the order in which they end.

use std::collections::HashSet;
use std::fmt::Display;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ch15_tasks::Task;
use futures::StreamExt;
use futures::stream::FuturesUnordered;

// ANCHOR: as_completed
/// Gives `tasks` back one by one, in the order in which they end: asyncio's `as_completed`. A task that is given twice comes
/// once.
///
/// What happens to the others: nothing, whatever becomes of one, and also if this is dropped.
///
/// ```
/// # use std::time::Duration;
/// # use ch15_tasks::create_task;
/// # use tokio::time::sleep;
/// # paused::run(|| async {
/// let tasks = [30, 10, 20].map(|ms| create_task(async move {
///     sleep(Duration::from_millis(ms)).await;
///     Ok::<_, String>(ms)
/// }));
/// let mut ends = ch17_waiting::as_completed(tasks);
/// let first = ends.next().await.expect("there are three");
/// assert_eq!(first.result(), Some(Ok(10)));
/// # });
/// ```
pub fn as_completed<T, E: Display>(
    tasks: impl IntoIterator<Item = Task<T, E>>,
) -> AsCompleted<T, E> {
    let mut seen = HashSet::new();
    let once = tasks.into_iter().filter(|task| seen.insert(task.clone()));
    AsCompleted {
        running: once.map(|task| Ended(Some(task))).collect(),
    }
}

/// Tasks that have not been given back yet; made by [`as_completed`].
#[derive(Debug)]
pub struct AsCompleted<T, E: Display> {
    running: FuturesUnordered<Ended<T, E>>,
}

impl<T, E: Display> AsCompleted<T, E> {
    /// Waits until one more task has ended, and gives it back; its result, or its error, is still in it. `None` once all were
    /// given.
    ///
    /// Tasks that had ended before the first call come first, in no promised order.
    ///
    /// Cancel safety: dropping it before it completes loses nothing, so the iteration can be broken off and resumed, and a
    /// time limit is a `timeout` or `timeout_at` around it.
    pub async fn next(&mut self) -> Option<Task<T, E>> {
        self.running.next().await
    }
}
// ANCHOR_END: as_completed

// ANCHOR: ended
/// A task's end: ready with its handle.
#[derive(Debug)]
struct Ended<T, E: Display>(Option<Task<T, E>>);

impl<T, E: Display> Future for Ended<T, E> {
    type Output = Task<T, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Task<T, E>> {
        let task = self.0.as_mut().expect("polled after it was ready");
        ready!(task.poll_ended(cx));
        Poll::Ready(self.0.take().expect("it was there a moment ago"))
    }
}
// ANCHOR_END: ended
