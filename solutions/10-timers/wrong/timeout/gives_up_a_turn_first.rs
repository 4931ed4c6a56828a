// WRONG: gives up a turn before it asks the future.
// JUDGE: asked for the number of its own polls, the answer gave 2

//! Exercise 10/timeout: a time limit for any future.

/// The time was over before the future was ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

/// Waits for `future`, but no longer than until `limit` is ready, which may be a sleep, or whatever else ends your patience.
///
/// The future goes first: what is there is given, even if the time is over as well. Once this has given its output, both have
/// been dropped. Dropping this drops both.
pub async fn timeout<F: Future>(
    limit: impl Future<Output = ()>,
    future: F,
) -> Result<F::Output, Elapsed> {
    let mut future = std::pin::pin!(future);
    let mut limit = std::pin::pin!(limit);
    use std::task::Poll;
    let mut first = true;
    std::future::poll_fn(|cx| {
        if std::mem::take(&mut first) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if let Poll::Ready(o) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(o));
        }
        limit.as_mut().poll(cx).map(|()| Err(Elapsed))
    })
    .await
}
