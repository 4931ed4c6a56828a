//! The executor: threads that poll, and the thread that waits for main.

use std::sync::Arc;
use std::thread;

use ch06_wakers::{Driving, ThreadPark, drive};
use crossbeam_deque::Worker as Queue;

use crate::join_handle::JoinHandle;
use crate::task::{Join, Runnable, Task};
use crate::worker::{Desk, Shared, work};

// ANCHOR: executor
/// Any number of tasks on several threads. Dropping it drops the tasks that are unfinished, and joins the threads.
#[expect(missing_debug_implementations, reason = "a future has nothing to show")]
pub struct Executor {
    shared: Arc<Shared>,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Executor {
    /// Starts `workers` threads, called "worker 1" and upwards. They sleep until there is something to do.
    ///
    /// # Panics
    /// If `workers` is 0, or the system has no thread left.
    pub fn new(workers: usize) -> Self {
        assert!(workers > 0, "an executor without workers polls nobody");
        let queues = Vec::from_iter((0..workers).map(|_| Queue::new_fifo()));
        let shared = Arc::new(Shared::new(&queues));
        let start = |(number, queue)| {
            let shared = Arc::clone(&shared);
            let thread = thread::Builder::new().name(format!("worker {}", number + 1));
            let thread = thread.spawn(move || work(&shared, number, queue));
            thread.expect("the system has a thread left")
        };
        let threads = queues.into_iter().enumerate().map(start).collect();
        Self { shared, threads }
    }

    /// Queues a task from outside, as [`spawn`] does from inside. A worker takes it at once.
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        spawn_on(&self.shared, 0, future)
    }

    /// Drives `main` on this thread, while the workers poll the tasks, and gives its output. Tasks that are unfinished then are
    /// dropped, by the workers; so they are if `main` panics, and the panic comes through. It returns when they are gone, and
    /// the threads, too: a task that blocks its thread, it waits for.
    ///
    /// `main` stays on this thread. It need not be `Send`, and may borrow.
    ///
    /// # Panics
    /// Inside another `block_on` of the same thread.
    #[track_caller]
    pub fn block_on<F: Future>(self, main: F) -> F::Output {
        let _driving = Driving::begin();
        let _seat = Desk::take(&self.shared, 0, None);
        drive(&mut ThreadPark::new(), main)
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        for task in self.shared.unfinished.close() {
            task.cancel();
        }
        self.shared.sleepers.call_all();
        for thread in self.threads.drain(..) {
            // Workers do not panic: what tasks do is caught. If one did, there is nobody left to tell.
            let _ = thread.join();
        }
    }
}
// ANCHOR_END: executor

// ANCHOR: spawn
/// Queues a task on the executor that runs this code; any of its workers may poll it, each turn another. The task needs no
/// handle to live: dropping the handle detaches it.
///
/// # Panics
/// Outside [`block_on`]: there is nobody who would poll the task.
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let desk = Desk::here();
    let desk = desk.expect("spawn called outside block_on: no executor runs on this thread");
    spawn_on(&desk.shared, desk.number, future)
}

fn spawn_on<F>(shared: &Arc<Shared>, shelf: usize, future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let future = Box::pin(future);
    let task = shared.unfinished.insert(shelf, |place| {
        let task = Task::new(future, Arc::clone(shared), place);
        (Arc::clone(&task) as Runnable, task)
    });
    if let Some(task) = &task {
        shared.schedule(Arc::clone(task) as Runnable);
    }
    JoinHandle(task.map(|task| task as Arc<dyn Join<F::Output>>))
}
// ANCHOR_END: spawn

/// Runs `main` on this thread, and all that it spawns on as many workers as there are cores: [`Executor::block_on`] of a new
/// executor.
///
/// ```
/// use ch13_many_threads::{block_on, spawn};
/// let sum = block_on(async {
///     let (one, two) = (spawn(async { 1 }), spawn(async { 2 }));
///     one.await.unwrap() + two.await.unwrap()
/// });
/// assert_eq!(sum, 3);
/// ```
///
/// # Panics
/// Inside another `block_on` of the same thread.
#[track_caller]
pub fn block_on<F: Future>(main: F) -> F::Output {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    Executor::new(cores).block_on(main)
}
