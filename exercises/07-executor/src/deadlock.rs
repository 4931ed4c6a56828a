//! Exercise 07/deadlock: a report in the place of a hang.

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
    // What does it need to know about each task?
}

impl Executor {
    /// One without tasks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a task. It is polled once when `run` begins, then whenever it was woken.
    pub fn spawn(&mut self, name: &str, task: impl Future<Output = ()> + 'static) {
        let _ = (name, task);
        todo!("keep the task and its name")
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
        todo!("poll who was woken; when nobody was, is there anybody who could wake?")
    }
}
