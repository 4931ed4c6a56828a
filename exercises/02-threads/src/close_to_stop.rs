//! Exercise 02/close_to_stop: workers that stop when there is nothing more to come.

use std::sync::mpsc::{Receiver, Sender};
use std::thread::JoinHandle;

/// Threads that turn items into results.
#[derive(Debug)]
pub struct Workers<T, R> {
    /// Items for the workers, each with its number: the first has 0.
    items: Sender<(usize, T)>,
    /// What the workers made of them, with the same numbers.
    results: Receiver<(usize, R)>,
    threads: Vec<JoinHandle<()>>,
    /// How many items were submitted.
    submitted: usize,
}

impl<T: Send + 'static, R: Send + 'static> Workers<T, R> {
    /// Starts `count` threads. Each takes an item, works on it, sends the result, takes the next.
    pub fn start(count: usize, work: impl Fn(T) -> R + Send + Sync + 'static) -> Self {
        let _ = (count, work);
        todo!("two channels: one for the items, which the threads share, one for the results")
    }

    /// Queues an item and returns at once.
    pub fn submit(&mut self, item: T) {
        let _ = (&self.items, self.submitted, item);
        todo!("send the item with its number")
    }

    /// The results of all items, in the order in which they were submitted.
    ///
    /// When this returns, every thread has ended. `work` does not panic.
    pub fn finish(self) -> Vec<R> {
        let _ = (self.items, self.results, self.threads);
        todo!("let the threads know that nothing more will come; collect; wait for the threads")
    }
}
