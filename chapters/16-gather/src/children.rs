//! The tasks that a gather waits for.

use std::fmt::Display;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ch15_tasks::{Task, TaskResult};
use futures::StreamExt;
use futures::stream::FuturesUnordered;

/// Tasks that have not been seen to end. Dropped, it asks them to stop.
// ANCHOR: children
#[derive(Debug)]
pub struct Children<T, E: Display> {
    running: FuturesUnordered<Child<T, E>>,
    /// How many were ever added: the place of the next one.
    count: usize,
}

#[derive(Debug)]
struct Child<T, E: Display> {
    place: usize,
    task: Task<T, E>,
}
// ANCHOR_END: children

impl<T, E: Display> Children<T, E> {
    /// How many have not been seen to end.
    pub fn running(&self) -> usize {
        self.running.len()
    }

    /// How many there were and are.
    pub fn count(&self) -> usize {
        self.count
    }

    pub fn push(&mut self, task: Task<T, E>) {
        let place = self.count;
        self.count += 1;
        self.running.push(Child { place, task });
    }

    // ANCHOR: leave
    /// Lets those that still run go on. Nobody will look at their ends, and nobody shall be told so.
    pub fn leave(&mut self) {
        for child in std::mem::take(&mut self.running) {
            child.task.mark_retrieved();
        }
    }

    /// Asks those that still run to stop.
    fn cancel(&mut self) {
        for child in &self.running {
            child.task.cancel();
        }
        self.leave();
    }
    // ANCHOR_END: leave

    /// Handles of those that still run.
    pub fn tasks(&self) -> Vec<Task<T, E>> {
        let running = self.running.iter();
        running.map(|child| child.task.clone()).collect()
    }
}

impl<T: Clone, E: Clone + Display> Children<T, E> {
    /// The next one that has ended, with its place; `None` once there are no more.
    pub fn poll_ended(&mut self, cx: &mut Context<'_>) -> Poll<Option<(usize, TaskResult<T, E>)>> {
        self.running.poll_next_unpin(cx)
    }
}

impl<T: Clone, E: Clone + Display> Future for Child<T, E> {
    type Output = (usize, TaskResult<T, E>);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let result = ready!(Pin::new(&mut self.task).poll(cx));
        Poll::Ready((self.place, result))
    }
}

impl<T, E: Display> FromIterator<Task<T, E>> for Children<T, E> {
    fn from_iter<I: IntoIterator<Item = Task<T, E>>>(tasks: I) -> Self {
        let mut children = Self {
            running: FuturesUnordered::new(),
            count: 0,
        };
        tasks.into_iter().for_each(|task| children.push(task));
        children
    }
}

// ANCHOR: drop
impl<T, E: Display> Drop for Children<T, E> {
    fn drop(&mut self) {
        self.cancel();
    }
}
// ANCHOR_END: drop
