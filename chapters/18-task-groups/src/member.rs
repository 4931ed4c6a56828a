//! A child's future, and how it leaves its group.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use crate::group::{End, Group};
use crate::spawned::{Outcome, Spawned};
use crate::{Stop, Why};

pub(crate) type Caught<T> = Result<T, Box<dyn Any + Send>>;

/// Polls what `future` holds, and drops it once it has ended; a panic in the one or the other is caught.
pub(crate) fn poll_caught<F: Future>(
    mut future: Pin<&mut Option<F>>,
    cx: &mut Context<'_>,
) -> Poll<Caught<F::Output>> {
    let Some(running) = future.as_mut().as_pin_mut() else {
        panic!("polled after it had ended");
    };
    let polled = catch_unwind(AssertUnwindSafe(|| running.poll(cx)));
    let output = match polled {
        Ok(poll) => Ok(ready!(poll)),
        Err(payload) => Err(payload),
    };
    let dropped = drop_caught(future);
    Poll::Ready(output.and_then(|output| dropped.map(|()| output)))
}

pub(crate) fn drop_caught<F>(mut future: Pin<&mut Option<F>>) -> Caught<()> {
    catch_unwind(AssertUnwindSafe(|| future.set(None)))
}

// ANCHOR: member
pin_project_lite::pin_project! {
    /// What Tokio spawns. However it ends, the group hears of it, and not before the child's future is gone.
    pub(crate) struct Member<F, T, E> {
        #[pin]
        future: Option<F>,
        shared: Arc<Spawned<T>>,
        group: Group<E>,
        key: usize,
        left: bool,
    }

    impl<F, T, E> PinnedDrop for Member<F, T, E> {
        fn drop(mut this: Pin<&mut Self>) {
            if this.left {
                return;
            }
            let dropped = drop_caught(this.as_mut().project().future);
            this.leave(dropped.map(|()| Err(Stop::Cancelled(Default::default()))));
        }
    }
}
// ANCHOR_END: member

impl<F, T, E> Member<F, T, E> {
    pub fn new(future: F, shared: Arc<Spawned<T>>, group: Group<E>, key: usize) -> Self {
        let (future, left) = (Some(future), false);
        Self {
            future,
            shared,
            group,
            key,
            left,
        }
    }

    fn leave(self: Pin<&mut Self>, caught: Caught<Result<T, Stop<E>>>) {
        let this = self.project();
        *this.left = true;
        let (outcome, end) = match caught {
            Ok(Ok(value)) => (Outcome::Value(value), End::Quiet),
            Ok(Err(Stop::Cancelled(_))) => (Outcome::Lost(Why::Cancelled), End::Quiet),
            Ok(Err(Stop::Failed(failure))) => (Outcome::Lost(Why::Failed), End::Failed(failure)),
            Err(payload) => (Outcome::Lost(Why::Panicked), End::Panicked(payload)),
        };
        this.shared.end(outcome);
        this.group.leave(*this.key, end);
    }
}

impl<F: Future<Output = Result<T, Stop<E>>>, T, E> Future for Member<F, T, E> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let caught = ready!(poll_caught(self.as_mut().project().future, cx));
        self.leave(caught);
        Poll::Ready(())
    }
}
