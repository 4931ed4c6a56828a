//! The handles of children.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::Lost;
use crate::cell::Place;
use crate::spawned::{Spawned, Stoppable};

/// A child of a task group. Awaiting it gives its value, once; or says that there is none: an error is the group's, not the
/// handle's.
///
/// Cancel safety: a handle that is dropped, awaited or not, leaves the child alone; only its value is lost.
pub struct Child<T, E> {
    shared: Arc<Spawned<T>>,
    name: Option<Box<str>>,
    group: PhantomData<fn() -> E>,
}

impl<T, E> Child<T, E> {
    pub(crate) fn new(shared: Arc<Spawned<T>>) -> Self {
        let (name, group) = (None, PhantomData);
        Self {
            shared,
            name,
            group,
        }
    }

    /// The same handle, named.
    #[must_use]
    pub fn named(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The name that it was given.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether the child has ended, in one way or another; its future is gone then.
    pub fn done(&self) -> bool {
        !self.shared.is_running()
    }
}

impl<T: Send, E> Child<T, E> {
    /// Stops this child alone; the group goes on. Gives `false` if it has ended already.
    pub fn cancel(&self) -> bool {
        let running = !self.done();
        if running {
            self.shared.stop();
        }
        running
    }
}

impl<T, E> Future for Child<T, E> {
    type Output = Result<T, Lost<E>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.shared.poll_take(cx).map_err(Lost::new)
    }
}

impl<T, E> Drop for Child<T, E> {
    fn drop(&mut self) {
        self.shared.forget();
    }
}

impl<T, E> fmt::Debug for Child<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, done) = (&self.name, self.done());
        write!(f, "Child {{ name: {name:?}, done: {done} }}")
    }
}

/// A child of a [`scope`](crate::scope). Awaiting it gives its value, once.
///
/// Cancel safety: that of [`Child`].
pub struct Scoped<'env, T, E> {
    place: Place<'env, T>,
    scope: PhantomData<fn() -> E>,
}

impl<'env, T, E> Scoped<'env, T, E> {
    pub(crate) fn new(place: Place<'env, T>) -> Self {
        let scope = PhantomData;
        Self { place, scope }
    }
}

impl<T, E> Future for Scoped<'_, T, E> {
    type Output = Result<T, Lost<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.place.poll_take(cx).map_err(Lost::new)
    }
}

impl<T, E> fmt::Debug for Scoped<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scoped {{ done: {} }}", !self.place.is_running())
    }
}
