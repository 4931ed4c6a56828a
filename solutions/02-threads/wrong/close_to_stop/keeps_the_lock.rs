// WRONG: holds the lock of the queue while it works: the guard in a `while let` lives until the end of the body.
// JUDGE: worked one after the other

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

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
        let (items, queue) = channel();
        let (done, results) = channel();
        let (queue, work) = (Arc::new(Mutex::new(queue)), Arc::new(work));
        let thread = |_| {
            let (queue, work, done) = (Arc::clone(&queue), Arc::clone(&work), done.clone());
            thread::spawn(move || {
                while let Ok((number, item)) =
                    queue.lock().unwrap_or_else(PoisonError::into_inner).recv()
                {
                    // An error means that nobody wants results any more.
                    let _ = done.send((number, work(item)));
                }
            })
        };
        // `done`, the first sender of results, ends with this function: the threads have the others.
        Self {
            items,
            results,
            threads: (0..count).map(thread).collect(),
            submitted: 0,
        }
    }

    /// Queues an item and returns at once.
    pub fn submit(&mut self, item: T) {
        let sent = self.items.send((self.submitted, item));
        sent.expect("the threads live until the queue is closed");
        self.submitted += 1;
    }

    /// The results of all items, in the order in which they were submitted.
    ///
    /// When this returns, every thread has ended. `work` does not panic.
    pub fn finish(self) -> Vec<R> {
        drop(self.items);
        let mut results: Vec<_> = self.results.iter().collect();
        for thread in self.threads {
            thread.join().expect("work does not panic");
        }
        results.sort_unstable_by_key(|(number, _)| *number);
        results.into_iter().map(|(_, result)| result).collect()
    }
}
