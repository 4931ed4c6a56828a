//! A future with a time limit.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use pin_project_lite::pin_project;

use crate::{Sleep, sleep_until};

// ANCHOR: timeout
/// The time was over before the future was ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("deadline has elapsed")]
pub struct Elapsed;

pin_project! {
    /// A future with a time limit; made by [`timeout`] and [`timeout_at`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Timeout<F> {
        #[pin]
        future: F,
        sleep: Sleep,
    }
}

/// Dropping it drops the future.
impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // The future first: what is there is not refused for coming late.
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        ready!(Pin::new(this.sleep).poll(cx));
        Poll::Ready(Err(Elapsed))
    }
}
// ANCHOR_END: timeout

impl<F> Timeout<F> {
    /// When the time is over.
    pub fn deadline(&self) -> Instant {
        self.sleep.deadline()
    }
}

/// Waits for `future` for as long as `limit`, from this call on. Whoever awaits it sees the future dropped by then, not only
/// asked to stop.
///
/// ```
/// use std::{future::pending, time::Duration};
/// use ch10_timers::{Elapsed, VirtualClock, block_on_virtual, timeout};
/// let never = async { timeout(Duration::from_secs(5), pending::<()>()).await };
/// assert_eq!(block_on_virtual(&VirtualClock::new(), never), Err(Elapsed));
/// ```
///
/// # Panics
/// Outside [`block_on`](crate::block_on).
#[track_caller]
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    timeout_at(crate::sleep::after("timeout", limit), future)
}

/// Waits for `future` until `deadline`, as [`timeout`] does.
///
/// # Panics
/// Outside [`block_on`](crate::block_on).
#[track_caller]
pub fn timeout_at<F: Future>(deadline: Instant, future: F) -> Timeout<F> {
    Timeout {
        future,
        sleep: sleep_until(deadline),
    }
}
