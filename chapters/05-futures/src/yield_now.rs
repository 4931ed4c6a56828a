//! A turn for the others.

use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: yield_now
/// A future that is pending once; made by [`yield_now`].
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct YieldNow {
    /// Whether it has been pending.
    yielded: bool,
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        cx.waker().wake_by_ref(); // "poll me again": chapter 06 is about this line
        Poll::Pending
    }
}
// ANCHOR_END: yield_now

/// A future that is pending once, so that whoever polls gets to poll others: asyncio's `sleep(0)`.
///
/// Dropping it loses nothing.
pub fn yield_now() -> YieldNow {
    YieldNow { yielded: false }
}
