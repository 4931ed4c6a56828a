//! Exercise 02/panic_proof_pool: a pool that survives its jobs and repeats what they said.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// Something to do, once, on any thread.
pub type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads that share a queue of jobs.
#[derive(Debug)]
pub struct Pool {
    jobs: Sender<Job>,
    workers: Vec<JoinHandle<()>>,
    /// What the jobs that panicked said, in the order in which they did.
    last_words: Arc<Mutex<Vec<String>>>,
}

impl Pool {
    /// Starts `workers` threads. They do that many jobs at the same time and no more.
    pub fn new(workers: usize) -> Self {
        let _ = workers;
        todo!("start the workers; each takes a job, does it, notes its panic, takes the next")
    }

    /// Queues a job and returns at once.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let _ = (&self.jobs, job);
        todo!("put the job into the queue")
    }

    /// Waits until every job that was given is done, and gives the messages of those that panicked.
    ///
    /// `panic!("no")` and `panic!("no {thing}")` have a message; a panic whose payload is no text counts as
    /// `"a panic without words"`.
    pub fn finish(self) -> Vec<String> {
        let _ = (self.jobs, self.workers, self.last_words);
        todo!("close the queue, wait for the workers, hand out the last words")
    }
}
