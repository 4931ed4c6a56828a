// WRONG: looks at the task when the handle is dropped: what fails later is not heard of.
// JUDGE: which fails at 53 ms, asked for the reports, the answer gave []

//! Exercise 15/report: nobody looked.

use std::fmt::Display;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinHandle};

/// Hears in what words a task has failed.
pub type Report = Box<dyn FnOnce(String) + Send>;

/// A task's handle. If it is dropped before it gave the task's result, and the task has failed or fails later, the report is made:
/// with the task's own error, or with the text of its `JoinError` if it panicked. A task that was cancelled has not failed.
#[expect(missing_debug_implementations, reason = "a report has no text form")]
pub struct Watched<T, E>
where
    T: Send + 'static,
    E: Display + Send + 'static,
{
    /// `None` once the result was given.
    pub handle: Option<JoinHandle<Result<T, E>>>,
    /// `None` once it was made.
    pub report: Option<Report>,
    /// The runtime of the task.
    pub runtime: Handle,
}

/// Spawns `future` on the current runtime; `report` hears if nobody looks at its failure. The task goes on without its handle.
pub fn watch<T, E>(
    future: impl Future<Output = Result<T, E>> + Send + 'static,
    report: impl FnOnce(String) + Send + 'static,
) -> Watched<T, E>
where
    T: Send + 'static,
    E: Display + Send + 'static,
{
    Watched {
        handle: Some(tokio::spawn(future)),
        report: Some(Box::new(report)),
        runtime: Handle::current(),
    }
}

impl<T, E> Future for Watched<T, E>
where
    T: Send + 'static,
    E: Display + Send + 'static,
{
    type Output = Result<Result<T, E>, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let handle = self.handle.as_mut().expect("the result is given once");
        let result = ready!(Pin::new(handle).poll(cx));
        self.handle = None;
        Poll::Ready(result)
    }
}

impl<T, E> Drop for Watched<T, E>
where
    T: Send + 'static,
    E: Display + Send + 'static,
{
    fn drop(&mut self) {
        let (Some(handle), Some(report)) = (self.handle.take(), self.report.take()) else {
            return;
        };
        if !handle.is_finished() {
            return;
        }
        self.runtime.spawn(async move {
            match handle.await {
                Ok(Err(error)) => report(error.to_string()),
                Err(error) if error.is_panic() => report(error.to_string()),
                _ => {}
            }
        });
    }
}
