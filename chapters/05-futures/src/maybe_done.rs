//! A future that runs, or what it gave.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

// ANCHOR: maybe_done
/// A child of a future that waits for several: it runs, or its output waits to be taken.
pub enum MaybeDone<F: Future> {
    /// It has not finished, and may be polled.
    Future(Pin<Box<F>>),
    /// It has finished: the future is dropped, its output is kept.
    Done(F::Output),
    /// The output was taken.
    Gone,
}

impl<F: Future> MaybeDone<F> {
    /// Polls the child if it still runs; says whether it has finished.
    pub fn poll_unfinished(&mut self, cx: &mut Context<'_>) -> bool {
        if let Self::Future(future) = self
            && let Poll::Ready(output) = future.as_mut().poll(cx)
        {
            *self = Self::Done(output);
        }
        !matches!(self, Self::Future(_))
    }

    /// The output, if there is one that nobody has taken.
    pub fn take_output(&mut self) -> Option<F::Output> {
        match std::mem::replace(self, Self::Gone) {
            Self::Done(output) => Some(output),
            other => {
                *self = other;
                None
            }
        }
    }
}
// ANCHOR_END: maybe_done

// What must not move is in the box; the output is handed out, never polled.
impl<F: Future> Unpin for MaybeDone<F> {}

impl<F: Future> fmt::Debug for MaybeDone<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Future(_) => "Future",
            Self::Done(_) => "Done",
            Self::Gone => "Gone",
        })
    }
}
