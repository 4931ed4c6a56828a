//! The last step: polls who was woken, and sleeps when nobody was. From `s2_wake`; changed: tasks can be spawned while it
//! runs and give results, nobody is queued twice, and an empty queue is slept on, not looked at.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use ch06_wakers::{Driving, Park, ThreadPark, Unparker};

use crate::{BoxedTask, JoinHandle, join_handle::run};

/// Never given twice, so that a late wake cannot hit another task.
type TaskId = usize;

/// The future that `block_on` was given. Spawned tasks have higher numbers.
const MAIN: TaskId = 1;

// ANCHOR: ready_queue
/// Who is to be polled next, in the order of the wakes. Any thread may push, hence the lock; the executor alone pops.
/// No task stands in line twice. (Seeing to that by looking through the line will do for dozens of tasks; see chapter 12.)
struct ReadyQueue {
    line: Mutex<VecDeque<TaskId>>,
    unparker: Unparker,
}

impl ReadyQueue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<TaskId>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a waker leads to: a number and the queue. The task itself stays on its thread, and need not be `Send`.
struct TaskWaker(TaskId, Arc<ReadyQueue>);

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        let Self(id, ready) = &*self;
        let mut line = ready.lock();
        if !line.contains(id) {
            line.push_back(*id);
        }
        drop(line);
        ready.unparker.unpark();
    }
}
// ANCHOR_END: ready_queue

// ANCHOR: tasks
/// What the executor and `spawn` share, on one thread.
struct Tasks {
    ready: Arc<ReadyQueue>,
    newest: Cell<TaskId>,
    /// All that are unfinished, each with its waker; but not the one that is being polled.
    unfinished: RefCell<BTreeMap<TaskId, (Waker, BoxedTask)>>,
}

impl Tasks {
    fn waker(&self, id: TaskId) -> Waker {
        Waker::from(Arc::new(TaskWaker(id, Arc::clone(&self.ready))))
    }

    fn spawn<F: Future + 'static>(&self, future: F) -> JoinHandle<F::Output> {
        let id = self.newest.get() + 1;
        self.newest.set(id);
        let waker = self.waker(id);
        let handle = JoinHandle::new(format!("Task-{id}"), waker.clone());
        let task = Box::pin(run(future, handle.ending()));
        waker.wake_by_ref();
        self.unfinished.borrow_mut().insert(id, (waker, task));
        handle
    }

    fn poll(&self, id: TaskId) {
        let next = self.unfinished.borrow_mut().remove(&id);
        let Some((waker, mut task)) = next else {
            return; // it has ended; the wake came late
        };
        let poll = task.as_mut().poll(&mut Context::from_waker(&waker));
        if poll.is_pending() {
            self.unfinished.borrow_mut().insert(id, (waker, task));
        }
    }
}
// ANCHOR_END: tasks

// ANCHOR: executor
/// Runs a main future and any number of tasks on one thread.
#[allow(missing_debug_implementations)] // a future has nothing to show
pub struct Executor<P>(P, Rc<Tasks>);

impl<P: Park> Executor<P> {
    /// One that sleeps by `park` when nobody is ready.
    pub fn new(park: P) -> Self {
        let (line, unparker) = (Mutex::default(), park.unparker());
        let tasks = Tasks {
            ready: Arc::new(ReadyQueue { line, unparker }),
            newest: Cell::new(MAIN),
            unfinished: RefCell::default(),
        };
        Self(park, Rc::new(tasks))
    }

    /// Queues a task from outside, as [`spawn`] does from inside. It is polled once [`block_on`](Self::block_on) runs.
    pub fn spawn<F: Future + 'static>(&self, future: F) -> JoinHandle<F::Output> {
        self.1.spawn(future)
    }

    /// Drives `main` and all tasks until `main` is ready, and gives its output. Tasks that are unfinished then are dropped;
    /// so they are if `main` panics, and the panic comes through.
    ///
    /// Ready tasks are polled in the order in which they were woken. After each round the park has its turn, so that what it
    /// watches is seen even while some task is always ready.
    ///
    /// # Panics
    /// Inside another `block_on` of the same thread.
    #[track_caller]
    pub fn block_on<F: Future>(self, main: F) -> F::Output {
        let Self(park, tasks) = self;
        let _driving = Driving::begin();
        CURRENT.set(Rc::downgrade(&tasks));
        drive(park, &tasks, main)
    }
}
// ANCHOR_END: executor

// ANCHOR: drive
fn drive<F: Future>(mut park: impl Park, tasks: &Tasks, main: F) -> F::Output {
    let (mut main, waker) = (pin!(main), tasks.waker(MAIN));
    let mut cx = Context::from_waker(&waker);
    waker.wake_by_ref();
    loop {
        let round = tasks.ready.lock().len();
        for _ in 0..round {
            // In a statement of its own: the lock must not last through the poll.
            let next = tasks.ready.lock().pop_front();
            let Some(id) = next else { break };
            if id == MAIN
                && let Poll::Ready(output) = main.as_mut().poll(&mut cx)
            {
                return output;
            }
            tasks.poll(id); // main is not among them
        }
        let somebody_is_ready = !tasks.ready.lock().is_empty();
        park.park(somebody_is_ready.then_some(Duration::ZERO));
    }
}
// ANCHOR_END: drive

// ANCHOR: spawn
thread_local! {
    /// The executor that runs on this thread. Weak: when the executor is gone, so is this.
    static CURRENT: RefCell<Weak<Tasks>> = const { RefCell::new(Weak::new()) };
}

/// Queues a task on the executor that runs this code. The task needs no handle to live: dropping the handle detaches it.
///
/// # Panics
/// Outside [`block_on`]: there is nobody who would poll the task.
#[track_caller]
pub fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let tasks = CURRENT.with_borrow(Weak::upgrade);
    let tasks = tasks.expect("spawn called outside block_on: no executor runs on this thread");
    tasks.spawn(future)
}
// ANCHOR_END: spawn

/// Runs `main`, and all that it spawns, on this thread: [`Executor::block_on`] of a new executor.
///
/// ```
/// use ch07_executor::{block_on, spawn};
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
    Executor::new(ThreadPark::new()).block_on(main)
}
