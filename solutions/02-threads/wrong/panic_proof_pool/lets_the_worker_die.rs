// WRONG: does not catch panics; the words are collected when the dead workers are joined.
// JUDGE: a panic cost it a worker

use std::any::Any;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

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
        let (jobs, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        let last_words = Arc::new(Mutex::new(Vec::new()));
        let worker = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || work(&queue))
        };
        let workers = (0..workers).map(worker).collect();
        Self {
            jobs,
            workers,
            last_words,
        }
    }

    /// Queues a job and returns at once.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let _ = self.jobs.send(Box::new(job));
    }

    /// Waits until every job that was given is done, and gives the messages of those that panicked.
    ///
    /// `panic!("no")` and `panic!("no {thing}")` have a message; a panic whose payload is no text counts as
    /// `"a panic without words"`.
    pub fn finish(self) -> Vec<String> {
        drop(self.jobs);
        let ends = self.workers.into_iter().map(JoinHandle::join);
        ends.filter_map(|end| end.err().map(|panic| words(&*panic)))
            .collect()
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    while let Some(job) = next_job(queue) {
        job();
    }
}

/// The lock is free again when this returns, and the job has not begun.
fn next_job(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
    queue.recv().ok()
}

fn words(panic: &(dyn Any + Send)) -> String {
    let literal = panic.downcast_ref::<&str>().map(ToString::to_string);
    let formatted = || panic.downcast_ref::<String>().cloned();
    let words = literal.or_else(formatted);
    words.unwrap_or_else(|| "a panic without words".to_owned())
}
