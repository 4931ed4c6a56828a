// WRONG: looks at the limit before the first poll, and does not ask the future when the limit is over.
// JUDGE: the answer did not poll the future at all

//! Exercise 10/timeout: a time limit for any future.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

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
    let (mut limit, mut future) = (pin!(limit), pin!(future));
    let mut first = true;
    poll_fn(|cx| {
        if std::mem::take(&mut first) && limit.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(Elapsed));
        }
        if let Poll::Ready(output) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(output));
        }
        limit.as_mut().poll(cx).map(|()| Err(Elapsed))
    })
    .await
}
