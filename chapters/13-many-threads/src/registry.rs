//! All unfinished tasks, so that a shutdown finds those, too, that wait for something.

use slab::Slab;

use crate::sync::{Mutex, lock};
use crate::task::Runnable;

/// Where a task is noted: shelf, and place on it.
pub type Place = (usize, usize);

// ANCHOR: registry
/// A shelf for each worker, with a lock of its own: workers that spawn do not wait for each other.
pub struct Registry(Box<[Mutex<Shelf>]>);

#[derive(Default)]
struct Shelf {
    tasks: Slab<Runnable>,
    /// It takes no more tasks.
    closed: bool,
}

impl Registry {
    pub fn new(shelves: usize) -> Self {
        Self((0..shelves).map(|_| Mutex::default()).collect())
    }

    /// Notes a task, which learns its place while it is made. `None` once the shelf was closed.
    pub fn insert<T>(&self, shelf: usize, task: impl FnOnce(Place) -> (Runnable, T)) -> Option<T> {
        let mut inside = lock(&self.0[shelf]);
        if inside.closed {
            return None;
        }
        let entry = inside.tasks.vacant_entry();
        let (task, made) = task((shelf, entry.key()));
        entry.insert(task);
        Some(made)
    }

    /// The task has ended. Says whether it was the last one, of a registry that was closed.
    pub fn remove(&self, (shelf, place): Place) -> bool {
        let mut inside = lock(&self.0[shelf]);
        let task = inside.tasks.remove(place);
        let perhaps = inside.closed && inside.tasks.is_empty();
        drop(inside);
        drop(task); // without the lock, whatever it drops
        perhaps && self.is_over()
    }

    /// Takes no more tasks, and gives those that are there.
    pub fn close(&self) -> Vec<Runnable> {
        let mut left = Vec::new();
        for shelf in &self.0 {
            let mut inside = lock(shelf);
            inside.closed = true;
            left.extend(inside.tasks.iter().map(|(_, task)| Runnable::clone(task)));
        }
        left
    }

    /// Whether it was closed, and the last task has ended.
    pub fn is_over(&self) -> bool {
        let over = |shelf: &Mutex<Shelf>| {
            let inside = lock(shelf);
            inside.closed && inside.tasks.is_empty()
        };
        self.0.iter().all(over)
    }
}
// ANCHOR_END: registry
