//! The handle of a task group, and what its members share.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use ch15_tasks::{Cancelled, Requests};
use futures::FutureExt;
use slab::Slab;

use crate::member::Member;
use crate::spawned::{Outcome, Spawned, Stoppable};
use crate::{Child, Closed, Failure, Refused, Stop, Why};

/// A task group: clones are the same one. Whoever has it may spawn children, children too, as long as the group is open.
///
/// Only [`task_group`](crate::task_group) and [`cooperative_group`](crate::cooperative_group) make one, so that nobody has a group
/// that was not entered:
///
/// ```compile_fail,E0624
/// let group = ch18_task_groups::Group::<String>::open(None);
/// ```
pub struct Group<E>(Arc<Mutex<State<E>>>);

pub(crate) struct State<E> {
    /// `None` while children are taken.
    closed: Option<Closed>,
    members: Slab<Arc<dyn Stoppable>>,
    /// In the order in which they came.
    pub failures: Vec<Failure<E>>,
    /// The first one.
    pub panic: Option<Box<dyn Any + Send>>,
    /// Of the future that runs the group: woken when the group closes, and when its last member has left.
    owner: Option<Waker>,
    /// While a body runs that listens: how it is asked to stop.
    pub body: Option<Requests>,
    /// The body was asked to stop because a child has failed.
    pub body_asked: bool,
}

/// How a member has left.
pub(crate) enum End<E> {
    Quiet,
    Failed(Failure<E>),
    Panicked(Box<dyn Any + Send>),
}

impl<E: Send + 'static> Group<E> {
    /// Spawns `future` as a child of this group: a Tokio task, which the group awaits. If it fails, the group shuts down.
    ///
    /// A group that is shutting down drops the future instead: the child is cancelled before it has begun. (Whoever spawns
    /// it, is being cancelled as well.)
    ///
    /// # Panics
    /// If the group has ended; [`try_spawn`](Self::try_spawn) can be asked. Outside of a Tokio runtime.
    pub fn spawn<T, F>(&self, future: F) -> Child<T, E>
    where
        F: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
    {
        self.try_spawn(future).unwrap_or_else(stillborn)
    }

    /// As [`spawn`](Self::spawn), but a group that takes no more children says so, and gives the future back.
    ///
    /// # Errors
    /// The future, if the group is shutting down or has ended.
    ///
    /// # Panics
    /// Outside of a Tokio runtime.
    pub fn try_spawn<T, F>(&self, future: F) -> Result<Child<T, E>, Refused<F>>
    where
        F: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
    {
        match self.admit(None) {
            Ok(seat) => Ok(self.start(seat, future.map(|result| result.map_err(Stop::error)))),
            Err(why) => Err(Refused { future, why }),
        }
    }

    /// Spawns a child that listens: when the group shuts down it is asked to stop, and the group waits for its answer.
    ///
    /// # Panics
    /// As [`spawn`](Self::spawn).
    pub fn spawn_cooperative<T, F>(&self, child: impl FnOnce(Requests) -> F) -> Child<T, E>
    where
        F: Future<Output = Result<T, Stop<E>>> + Send + 'static,
        T: Send + 'static,
    {
        let requests = Requests::new();
        match self.admit(Some(requests.clone())) {
            Ok(seat) => self.start(seat, child(requests)),
            Err(why) => stillborn(Refused { future: (), why }),
        }
    }

    fn admit<T: Send + 'static>(
        &self,
        requests: Option<Requests>,
    ) -> Result<(Arc<Spawned<T>>, usize), Closed> {
        let mut state = self.lock();
        if let Some(why) = state.closed {
            return Err(why);
        }
        let slot = Arc::new(Spawned::new(requests, Outcome::Running));
        let key = state.members.insert(slot.clone());
        Ok((slot, key))
    }

    fn start<T, F>(&self, (slot, key): (Arc<Spawned<T>>, usize), future: F) -> Child<T, E>
    where
        F: Future<Output = Result<T, Stop<E>>> + Send + 'static,
        T: Send + 'static,
    {
        let child = Child::new(Arc::clone(&slot));
        let running = tokio::spawn(Member::new(future, Arc::clone(&slot), self.clone(), key));
        slot.runs_as(running.abort_handle());
        child
    }
}

impl<E> Group<E> {
    pub(crate) fn open(body: Option<Requests>) -> Self {
        Self(Arc::new(Mutex::new(State {
            closed: None,
            members: Slab::new(),
            failures: Vec::new(),
            panic: None,
            owner: None,
            body,
            body_asked: false,
        })))
    }

    /// Whether it takes children.
    pub fn is_open(&self) -> bool {
        self.lock().closed.is_none()
    }

    /// Registers the owner's waker.
    pub(crate) fn watch(&self, waker: &Waker) -> MutexGuard<'_, State<E>> {
        let mut state = self.lock();
        match &mut state.owner {
            Some(owner) => owner.clone_from(waker),
            none => *none = Some(waker.clone()),
        }
        state
    }

    /// Takes no more children, and stops those that are there. Gives `false` if that has happened already.
    pub(crate) fn stop(&self) -> bool {
        let mut state = self.lock();
        let stopped = state.stop();
        drop(state);
        stopped.map(Stopped::carry_out).is_some()
    }

    /// Ends it: whoever is still there is aborted.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.closed = Some(Closed::Ended);
        let members = state.members();
        drop(state);
        members.iter().for_each(|member| member.abort());
    }

    // ANCHOR: leave
    pub(crate) fn leave(&self, key: usize, end: End<E>) {
        let mut state = self.lock();
        let member = state.members.remove(key);
        let stopped = match end {
            End::Quiet => None,
            End::Failed(failure) => {
                state.failures.push(failure);
                state.stop()
            }
            End::Panicked(payload) => {
                state.panic.get_or_insert(payload);
                state.stop()
            }
        };
        let owner = (stopped.is_some() || state.members.is_empty()).then(|| state.owner.take());
        drop(state);
        drop(member);
        if let Some(stopped) = stopped {
            stopped.carry_out();
        }
        if let Some(owner) = owner.flatten() {
            owner.wake();
        }
    }
    // ANCHOR_END: leave

    pub(crate) fn lock(&self) -> MutexGuard<'_, State<E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E> State<E> {
    pub fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn members(&self) -> Vec<Arc<dyn Stoppable>> {
        self.members
            .iter()
            .map(|(_, member)| member.clone())
            .collect()
    }

    fn stop(&mut self) -> Option<Stopped> {
        if self.closed.is_some() {
            return None;
        }
        self.closed = Some(Closed::Stopping);
        let body = self.body.take();
        self.body_asked = body.is_some();
        let members = self.members();
        Some(Stopped { body, members })
    }
}

/// Who is to be stopped, once the lock is released: what is stopped may want it.
#[must_use]
struct Stopped {
    body: Option<Requests>,
    members: Vec<Arc<dyn Stoppable>>,
}

impl Stopped {
    fn carry_out(self) {
        if let Some(body) = self.body {
            body.request(Cancelled::default());
        }
        self.members.iter().for_each(|member| member.stop());
    }
}

/// # Panics
/// If the group has ended.
fn stillborn<F, T, E>(refused: Refused<F>) -> Child<T, E> {
    assert!(
        refused.why == Closed::Stopping,
        "spawned into a task group that has ended: nobody would await the child"
    );
    let cancelled = Outcome::Lost(Why::Cancelled);
    Child::new(Arc::new(Spawned::new(None, cancelled)))
}

impl<E> Clone for Group<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E> fmt::Debug for Group<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        let mut group = f.debug_struct("Group");
        group
            .field("members", &state.members.len())
            .field("closed", &state.closed)
            .finish()
    }
}
