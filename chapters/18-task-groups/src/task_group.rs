//! Running a task group.

use std::future::{pending, poll_fn};
use std::panic::resume_unwind;
use std::pin::pin;
use std::task::Poll;

use ch15_tasks::{Cancelled, Requests, TaskError, TaskResult};
use futures::FutureExt;

use crate::member::{Caught, drop_caught, poll_caught};
use crate::{Failure, Group, GroupError, Stop};

/// Runs `body`, and gives its value once it and all children of its group have ended.
///
/// What happens to the others: if a child or the body fails or panics, the body is dropped at its await, the children are stopped,
/// and all of them are awaited. Then a panic goes on here; else the failures are the error.
///
/// Cancel safety: dropped before it completes, it drops the body and aborts the children; their futures are gone one turn of
/// the runtime later, which nobody awaits. Values and failures so far are lost.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use ch18_task_groups::task_group;
/// let sum = task_group(|group| async move {
///     let a = group.spawn(async { Ok::<_, String>(1) });
///     let b = group.spawn(async { Ok(2) });
///     Ok(a.await? + b.await?)
/// });
/// assert_eq!(sum.await, Ok(3));
/// # }
/// ```
///
/// A group is entered by being awaited, once:
///
/// ```compile_fail,E0382
/// # async fn twice() -> Result<(), ch18_task_groups::GroupError<String>> {
/// let group = ch18_task_groups::task_group(|_| async { Ok(()) });
/// group.await?;
/// group.await
/// # }
/// ```
///
/// # Errors
/// All failures: the children's in the order in which they ended, the body's last.
///
/// # Panics
/// With the first panic of a child or of the body.
pub async fn task_group<E, R, F>(body: impl FnOnce(Group<E>) -> F) -> Result<R, GroupError<E>>
where
    F: Future<Output = Result<R, Failure<E>>>,
{
    let owner = Owner(Group::open(None));
    let body = body(owner.0.clone()).map(|result| result.map_err(Stop::Failed));
    match conduct(&owner.0, body, None).await {
        Ok(value) => Ok(value),
        Err(TaskError::Failed(group)) => Err(group),
        Err(_) => unreachable!("a plain body cannot answer that it was cancelled"),
    }
}

/// As [`task_group`], in a task that listens to `requests`, with a body that listens to them as well.
///
/// - A request that comes while the body runs is the body's to answer: `requests.run_until_cancelled(..).await?`.
/// - A request that comes after that stops the children.
/// - If a child fails, the body is asked, not dropped; the request is taken back when the group ends.
///
/// What happens to the others, and cancel safety: as for [`task_group`].
///
/// # Errors
/// The failures, if there are any; else that it was cancelled.
///
/// A request that is still counted when failures are given is made again: the next await that listens hears of it.
///
/// # Panics
/// With the first panic of a child or of the body.
pub async fn cooperative_group<E, R, F>(
    requests: &Requests,
    body: impl FnOnce(Group<E>) -> F,
) -> TaskResult<R, GroupError<E>>
where
    F: Future<Output = Result<R, Stop<E>>>,
{
    let owner = Owner(Group::open(Some(requests.clone())));
    let body = body(owner.0.clone());
    conduct(&owner.0, body, Some(requests)).await
}

// ANCHOR: conduct
async fn conduct<E, R>(
    group: &Group<E>,
    body: impl Future<Output = Result<R, Stop<E>>>,
    requests: Option<&Requests>,
) -> TaskResult<R, GroupError<E>> {
    let mut ended = run(group, body, requests.is_none()).await;
    group.lock().body = None;
    if !matches!(ended, Ok(Ok(_))) {
        group.stop();
    }
    loop {
        tokio::select! {
            biased;
            () = empty(group) => break,
            cancelled = asked(requests) => {
                if group.stop() {
                    ended = Ok(Err(Stop::Cancelled(cancelled)));
                }
            }
        }
    }
    settle(group, ended, requests)
}
// ANCHOR_END: conduct

/// Never, where nobody can ask.
async fn asked(requests: Option<&Requests>) -> Cancelled {
    match requests {
        Some(requests) => requests.requested().await,
        None => pending().await,
    }
}

/// The body, until its end, or until the group drops it because it shuts down.
async fn run<E, R>(
    group: &Group<E>,
    body: impl Future<Output = Result<R, Stop<E>>>,
    droppable: bool,
) -> Caught<Result<R, Stop<E>>> {
    let mut body = pin!(Some(body));
    poll_fn(|cx| {
        let closed = group.watch(cx.waker()).is_closed();
        if closed && droppable {
            let dropped = drop_caught(body.as_mut());
            return Poll::Ready(dropped.map(|()| Err(Stop::Cancelled(Default::default()))));
        }
        poll_caught(body.as_mut(), cx)
    })
    .await
}

/// Until no member is left.
async fn empty<E>(group: &Group<E>) {
    poll_fn(|cx| match group.watch(cx.waker()).is_empty() {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await
}

/// A panic outranks errors, errors outrank being cancelled, and that outranks a value.
fn settle<E, R>(
    group: &Group<E>,
    ended: Caught<Result<R, Stop<E>>>,
    requests: Option<&Requests>,
) -> TaskResult<R, GroupError<E>> {
    let mut state = group.lock();
    let mut failures = std::mem::take(&mut state.failures);
    let mut panic = state.panic.take();
    let taken_back = state.body_asked;
    drop(state);
    if let (Some(requests), true) = (requests, taken_back) {
        requests.uncancel();
    }
    let mut result = Err(TaskError::Cancelled(Default::default()));
    match ended {
        Ok(Ok(value)) => result = Ok(value),
        Ok(Err(Stop::Cancelled(cancelled))) => result = Err(TaskError::Cancelled(cancelled)),
        // A consequence, if anything else has failed.
        Ok(Err(Stop::Failed(Failure::NoValue(_)))) if !failures.is_empty() => (),
        Ok(Err(Stop::Failed(failure))) => failures.push(failure),
        Err(payload) => {
            panic.get_or_insert(payload);
        }
    }
    if let Some(payload) = panic {
        resume_unwind(payload);
    }
    let Some(group) = GroupError::new(failures) else {
        return result;
    };
    if let Some(requests) = requests.filter(|requests| requests.cancelling() > 0) {
        requests.uncancel();
        requests.request(result.err().and_then(cancelled).unwrap_or_default());
    }
    Err(TaskError::Failed(group))
}

fn cancelled<E>(error: TaskError<E>) -> Option<Cancelled> {
    match error {
        TaskError::Cancelled(cancelled) => Some(cancelled),
        _ => None,
    }
}

/// Ends the group when it is dropped, whatever the reason.
struct Owner<E>(Group<E>);

impl<E> Drop for Owner<E> {
    fn drop(&mut self) {
        self.0.end();
    }
}
