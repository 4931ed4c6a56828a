//! A task while it runs.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use crate::shared::Shared;
use crate::surroundings::within;
use crate::{Panic, TaskError, TaskResult};

pin_project! {
    /// What is spawned: a future, and where its outcome goes. The outcome is set when the future is gone, and not before: who
    /// sees the task done finds what it held released. That holds for its end, for a panic, and for a task that is dropped.
    pub(crate) struct Running<F, T, E: Display> {
        #[pin]
        future: Option<F>, // `None` from the end on
        shared: Arc<Shared<T, E>>,
        key: Option<usize>, // its place in the registry
    }

    impl<F, T, E: Display> PinnedDrop for Running<F, T, E> {
        fn drop(this: Pin<&mut Self>) {
            this.end(None);
        }
    }
}

impl<F, T, E: Display> Running<F, T, E> {
    pub fn new(future: F, shared: Arc<Shared<T, E>>, key: Option<usize>) -> Self {
        let future = Some(future);
        Self {
            future,
            shared,
            key,
        }
    }

    // ANCHOR: end
    /// Drops the future, then keeps the outcome. Without a result it was cancelled: the request that nobody took says why.
    fn end(self: Pin<&mut Self>, result: Option<TaskResult<T, E>>) {
        let mut this = self.project();
        if this.future.is_none() {
            return;
        }
        let destructors = || within(this.shared.surroundings.clone(), || this.future.set(None));
        let outcome = match (catch_unwind(AssertUnwindSafe(destructors)), result) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => {
                let request = this.shared.requests.take();
                Err(TaskError::Cancelled(request.unwrap_or_default()))
            }
            (Err(payload), _) => Err(TaskError::Panicked(Panic::new(payload))),
        };
        this.shared.end(outcome);
        if let (Some(registry), Some(key)) = (this.shared.registry(), *this.key) {
            registry.leave(key);
        }
    }
    // ANCHOR_END: end
}

impl<F, T, E> Future for Running<F, T, E>
where
    F: Future<Output = TaskResult<T, E>>,
    E: Display,
{
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.as_mut().project();
        let future = this.future.as_pin_mut();
        let future = future.expect("polled until it is ready, and not afterwards");
        let work = || within(this.shared.surroundings.clone(), || future.poll(cx));
        let result = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(poll) => ready!(poll),
            Err(payload) => Err(TaskError::Panicked(Panic::new(payload))),
        };
        self.end(Some(result));
        Poll::Ready(())
    }
}
