// WRONG: counts the wakers before it sleeps, and is not told when the last one goes.
// JUDGE: waited 2s for a report after a thread has dropped the last waker unused

//! Exercise 07/deadlock: a report in the place of a hang.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};

/// Tasks wait, and nobody is left who could wake one of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Deadlock {
    /// The names of the tasks that have not finished, in the order of spawning.
    pub stuck: Vec<String>,
}

/// An executor that knows when it waits in vain.
#[derive(Default)]
#[allow(missing_debug_implementations)] // a future has nothing to show
pub struct Executor {
    tasks: Vec<Task>,
    inbox: Arc<Inbox>,
}

struct Task {
    name: String,
    /// `None` once it has ended.
    work: Option<Pin<Box<dyn Future<Output = ()>>>>,
    /// The waker of its latest polls. Weak: what the executor keeps is not somebody's waker.
    waker: Weak<TaskWaker>,
}

/// Where wakes arrive, and the news that a waker is gone.
#[derive(Debug, Default)]
struct Inbox {
    ready: Mutex<VecDeque<usize>>,
    news: Condvar,
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, VecDeque<usize>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All wakers of a task are one of these, so that they can be counted.
#[derive(Debug)]
struct TaskWaker {
    place: usize,
    inbox: Arc<Inbox>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        let mut ready = self.inbox.lock();
        if !ready.contains(&self.place) {
            ready.push_back(self.place);
        }
        self.inbox.news.notify_one();
    }
}

impl Drop for TaskWaker {
    /// The last waker of the task is gone. Under the lock: the executor has not counted yet, or is asleep and hears it.
    fn drop(&mut self) {
        let _ready = self.inbox.lock();
    }
}

impl Executor {
    /// One without tasks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a task. It is polled once when `run` begins, then whenever it was woken.
    pub fn spawn(&mut self, name: &str, task: impl Future<Output = ()> + 'static) {
        self.inbox.lock().push_back(self.tasks.len());
        self.tasks.push(Task {
            name: name.to_owned(),
            work: Some(Box::pin(task)),
            waker: Weak::new(),
        });
    }

    /// Runs all tasks to their end.
    ///
    /// While no task is ready, it waits for a wake, which may come from another thread. If no task is ready, and nobody has a
    /// waker of any unfinished task, no wake can come: that is a deadlock. Somebody may also give up while the executor
    /// waits, and drop the last waker unused.
    ///
    /// (Tasks that keep each other's wakers wait for ever: somebody has a waker. To see through that, one must know what
    /// the wakers are kept for.)
    pub fn run(&mut self) -> Result<(), Deadlock> {
        while self.tasks.iter().any(|task| task.work.is_some()) {
            let Some(place) = self.next() else {
                let unfinished = self.tasks.iter().filter(|task| task.work.is_some());
                let stuck = unfinished.map(|task| task.name.clone()).collect();
                return Err(Deadlock { stuck });
            };
            self.poll(place);
        }
        Ok(())
    }

    /// Who is ready, waiting if need be; nobody, if nobody can wake.
    fn next(&self) -> Option<usize> {
        let mut ready = self.inbox.lock();
        loop {
            if let Some(place) = ready.pop_front() {
                return Some(place);
            }
            let mut unfinished = self.tasks.iter().filter(|task| task.work.is_some());
            if unfinished.all(|task| task.waker.strong_count() == 0) {
                return None;
            }
            ready = self
                .inbox
                .news
                .wait(ready)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn poll(&mut self, place: usize) {
        let inbox = Arc::clone(&self.inbox);
        let task = &mut self.tasks[place];
        let Some(work) = &mut task.work else {
            return; // it has ended; the wake came late
        };
        let kept = task.waker.upgrade();
        let waker = kept.unwrap_or_else(|| Arc::new(TaskWaker { place, inbox }));
        task.waker = Arc::downgrade(&waker);
        let waker = Waker::from(waker);
        if let Poll::Ready(()) = work.as_mut().poll(&mut Context::from_waker(&waker)) {
            task.work = None;
        }
    }
}
