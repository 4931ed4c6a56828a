//! The pool as one writes it the first time.

use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads that share a queue of jobs. It passes the first test; [`Pool`](crate::Pool) passes the rest.
#[derive(Debug)]
pub struct NaivePool {
    jobs: mpsc::Sender<Job>,
    workers: Vec<JoinHandle<()>>,
}

impl NaivePool {
    // ANCHOR: new
    /// Starts `workers` threads.
    pub fn new(workers: usize) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let worker = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                while let Ok(job) = queue.lock().expect("the queue's lock").recv() {
                    job();
                }
            })
        };
        let workers = (0..workers).map(worker).collect();
        Self { jobs, workers }
    }
    // ANCHOR_END: new

    /// Queues a job. A job for a pool that has lost all its workers is lost, too.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let _ = self.jobs.send(Box::new(job)); // naive: the error would say that nobody is left to take it
    }

    /// Closes the queue, waits for the workers, and gives how many of them had died of a panic.
    pub fn shutdown(self) -> usize {
        drop(self.jobs);
        let ends = self.workers.into_iter().map(JoinHandle::join);
        ends.filter(Result::is_err).count()
    }
}
