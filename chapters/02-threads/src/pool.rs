//! A fixed number of threads for any number of jobs.

use std::io;
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crate::threaded::converse;

// ANCHOR: pool
type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads that take jobs from one queue, in the order in which they were given.
///
/// Dropping it waits for every job that was given, as [`shutdown`](Self::shutdown) does. So no job may own its pool: it would
/// wait for itself.
#[derive(Debug)]
pub struct Pool {
    /// The only sender of the queue; `None` once the pool stops. Dropping it is what tells the workers to end.
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
    panics: Arc<AtomicUsize>,
}
// ANCHOR_END: pool

impl Pool {
    // ANCHOR: new
    /// Starts `workers` threads.
    ///
    /// # Errors
    /// If the system has no thread left; those that were started end again.
    ///
    /// # Panics
    /// If `workers` is zero: no job would ever be done.
    pub fn new(workers: usize) -> io::Result<Self> {
        assert!(workers > 0, "a pool needs at least one worker");
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        let panics = Arc::new(AtomicUsize::new(0));
        let worker = |_| {
            let (queue, panics) = (Arc::clone(&queue), Arc::clone(&panics));
            thread::Builder::new().spawn(move || work(&queue, &panics))
        };
        let workers = (0..workers).map(worker).collect::<io::Result<_>>()?;
        Ok(Self {
            jobs: Some(jobs),
            workers,
            panics,
        })
    }
    // ANCHOR_END: new

    // ANCHOR: execute
    /// Queues a job for the next worker that is free. Returns at once, however long the queue is.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        let jobs = self.jobs.as_ref().expect("the queue is open until drop");
        jobs.send(Box::new(job))
            .expect("no worker ends before the queue is closed");
    }
    // ANCHOR_END: execute

    /// How many jobs have panicked so far.
    pub fn panics(&self) -> usize {
        self.panics.load(Ordering::Relaxed) // a number and nothing else: no other data is read on its word
    }

    // ANCHOR: shutdown
    /// Takes no more jobs, waits for the queued ones, and gives how many have panicked in all.
    pub fn shutdown(mut self) -> usize {
        self.close_and_join();
        self.panics()
    }

    fn close_and_join(&mut self) {
        drop(self.jobs.take());
        for worker in self.workers.drain(..) {
            let _ = worker.join(); // a worker has no panics of its own
        }
    }
    // ANCHOR_END: shutdown
}

// ANCHOR: drop
impl Drop for Pool {
    fn drop(&mut self) {
        self.close_and_join();
    }
}
// ANCHOR_END: drop

// ANCHOR: work
/// What a worker does: takes a job, does it, until the queue is closed and empty.
fn work(queue: &Mutex<Receiver<Job>>, panics: &AtomicUsize) {
    while let Some(job) = next_job(queue) {
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            panics.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Waits for a job. The lock is held while waiting: it is free again before the job begins.
fn next_job(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
    queue.recv().ok()
}
// ANCHOR_END: work

// ANCHOR: serve_pooled
/// Serves `clients` clients with the workers of `pool`. Returns when the last is queued, not when it is served.
///
/// # Errors
/// If accepting fails.
pub fn serve_pooled(listener: &TcpListener, clients: usize, pool: &Pool) -> io::Result<()> {
    for stream in listener.incoming().take(clients) {
        let stream = stream?;
        pool.execute(move || converse(&stream));
    }
    Ok(())
}
// ANCHOR_END: serve_pooled
