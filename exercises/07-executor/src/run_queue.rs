//! Exercise 07/run_queue: a ready queue with priorities.

/// A task's number.
pub type TaskId = usize;

/// Every eighth pop takes who has waited longest.
pub const FAIR_TURN: usize = 8;

/// Who is to be polled next, by urgency. `0` is the most urgent priority, as in `asyncio.PriorityQueue`.
///
/// What it promises:
///
/// - The most urgent task comes first; of equally urgent ones, the one that came first.
/// - A task stands in line once, however often it is woken. Woken while it is in line, nothing about it changes, its priority
///   included.
/// - Nobody waits for ever: every eighth pop ([`FAIR_TURN`]) gives the task that has been in line longest, whatever its
///   priority. A pop that finds nobody is not counted.
#[derive(Debug, Default)]
pub struct RunQueue {
    // What does it need to know?
}

impl RunQueue {
    /// An empty queue.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a task in line, unless it is there already.
    pub fn push(&mut self, task: TaskId, priority: u8) {
        let _ = (task, priority);
        todo!("put it in line once, and remember when it came")
    }

    /// Takes the task whose turn it is.
    pub fn pop(&mut self) -> Option<TaskId> {
        todo!("the most urgent, the oldest of them; but every eighth time the oldest of all")
    }

    /// How many tasks are in line.
    pub fn len(&self) -> usize {
        todo!("count who is in line")
    }

    /// Whether nobody is in line.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
