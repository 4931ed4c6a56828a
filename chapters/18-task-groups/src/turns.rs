//! Chapter 07's executor inside a future: members of one task are polled when they were woken, and share its turns.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use futures::task::{ArcWake, waker_ref};
use slab::Slab;

use crate::Failure;
use crate::cell::Member;

/// Futures that share one task.
pub(crate) struct Members<'env, E> {
    waiting: Slab<(Member<'env, E>, Arc<Place>)>,
    queue: Arc<Queue>,
    /// One that no waker refers to: a member that ends without having waited needs none of its own.
    spare: Option<Arc<Place>>,
}

/// What a member's waker knows.
struct Place {
    /// The member's. Once it has ended, a late wake may meet another there, which is then polled once too often.
    key: AtomicUsize,
    queue: Arc<Queue>,
}

/// Who is to be polled. Its lock also makes a poll see what was done before the wake.
#[derive(Default)]
struct Queue(Mutex<Woken>);

#[derive(Default)]
struct Woken {
    keys: Vec<usize>,
    /// By key: whether it is among the keys.
    queued: Vec<bool>,
    /// The task's waker, until somebody uses it.
    task: Option<Waker>,
}

impl<'env, E> Members<'env, E> {
    pub fn new() -> Self {
        let (waiting, queue, spare) = (Slab::new(), Arc::default(), None);
        Self {
            waiting,
            queue,
            spare,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Puts into `keys` who was woken since the last time. Who is woken from now on wakes `task`.
    pub fn woken(&self, keys: &mut Vec<usize>, task: &Waker) {
        keys.clear();
        let mut woken = self.queue.lock();
        std::mem::swap(keys, &mut woken.keys);
        keys.iter().for_each(|&key| woken.queued[key] = false);
        match &mut woken.task {
            Some(waker) => waker.clone_from(task),
            none => *none = Some(task.clone()),
        }
    }

    /// A new member's first turn. Gives what it ends with, or keeps it.
    pub fn begin(&mut self, mut member: Member<'env, E>) -> Option<Result<(), Failure<E>>> {
        let place = self.spare.take();
        let place = place.unwrap_or_else(|| Arc::new(Place::new(&self.queue)));
        let key = self.waiting.vacant_key();
        // Nobody has a waker of this place yet: who gets one, gets this with it.
        place.key.store(key, Ordering::Relaxed);
        let waker = waker_ref(&place);
        match member.run(&mut Context::from_waker(&waker)) {
            Poll::Pending => {
                self.waiting.insert((member, place));
                None
            }
            Poll::Ready(ended) => {
                self.keep(place);
                Some(ended)
            }
        }
    }

    /// The turn of a member that was woken, if it is still there.
    pub fn turn(&mut self, key: usize) -> Option<Result<(), Failure<E>>> {
        let (member, place) = self.waiting.get_mut(key)?;
        match member.run(&mut Context::from_waker(&waker_ref(place))) {
            Poll::Pending => None,
            Poll::Ready(ended) => {
                let (_, place) = self.waiting.remove(key);
                self.keep(place);
                Some(ended)
            }
        }
    }

    fn keep(&mut self, place: Arc<Place>) {
        // With no other reference to it, no wake can come.
        if Arc::strong_count(&place) == 1 {
            self.spare = Some(place);
        }
    }
}

impl Place {
    fn new(queue: &Arc<Queue>) -> Self {
        Self {
            key: AtomicUsize::new(0),
            queue: Arc::clone(queue),
        }
    }
}

impl ArcWake for Place {
    fn wake_by_ref(place: &Arc<Self>) {
        let key = place.key.load(Ordering::Relaxed);
        let mut woken = place.queue.lock();
        if woken.queued.len() <= key {
            woken.queued.resize(key + 1, false);
        }
        if std::mem::replace(&mut woken.queued[key], true) {
            return;
        }
        woken.keys.push(key);
        let task = woken.task.take();
        drop(woken);
        if let Some(task) = task {
            task.wake();
        }
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Woken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
