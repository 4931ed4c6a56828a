// WRONG: begins to count anew whenever a pop finds nobody.
// JUDGE: for the eighth task, after seven that were alone in line, the answer gave

use std::collections::{BTreeMap, HashSet};

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
    /// By priority, then by the number of the arrival: no two keys are equal, and tasks are never compared.
    line: BTreeMap<(u8, u64), TaskId>,
    /// Who is in `line`.
    queued: HashSet<TaskId>,
    arrivals: u64,
    pops: usize,
}

impl RunQueue {
    /// An empty queue.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a task in line, unless it is there already.
    pub fn push(&mut self, task: TaskId, priority: u8) {
        if self.queued.insert(task) {
            self.arrivals += 1;
            self.line.insert((priority, self.arrivals), task);
        }
    }

    /// Takes the task whose turn it is.
    pub fn pop(&mut self) -> Option<TaskId> {
        let fair = (self.pops + 1).is_multiple_of(FAIR_TURN);
        let mut keys = self.line.keys();
        let key = if fair {
            keys.min_by_key(|(_, arrival)| *arrival)
        } else {
            keys.next()
        };
        let Some(key) = key.copied() else {
            self.pops = 0;
            return None;
        };
        let task = self.line.remove(&key)?;
        self.queued.remove(&task);
        self.pops += 1;
        Some(task)
    }

    /// How many tasks are in line.
    pub fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether nobody is in line.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
