// WRONG: loses nothing because it never sleeps: the processor is busy for ever.
// JUDGE: asked with nobody in line whether the owner may sleep, the answer gave false

//! Exercise 12/three_queues: the lost wake-up in three queues.
//!
//! In each queue tasks are pushed by any thread and taken by one, the owner, which sleeps when there is nothing to do. Every method
//! is one step that nobody interrupts; between two steps anything may happen. The owner of a new queue is awake.
//!
//! The queues are repaired.

use std::collections::VecDeque;

/// A task's number.
pub type TaskId = usize;

/// The first queue. The owner's turn is: `take`; if that was empty, `fall_asleep`; if that said yes, it sleeps until somebody rings.
///
/// What it promises: a ring costs a system call, so `push` asks for one only if the owner sleeps.
#[derive(Debug, Default)]
pub struct Sleepy {
    line: VecDeque<TaskId>,
    asleep: bool,
}

impl Sleepy {
    /// Any thread: adds a task. Says whether the owner has to be rung for.
    pub fn push(&mut self, task: TaskId) -> bool {
        self.line.push_back(task);
        std::mem::take(&mut self.asleep)
    }

    /// The owner: takes all that has come.
    pub fn take(&mut self) -> Vec<TaskId> {
        self.line.drain(..).collect()
    }

    /// The owner: says that it is about to sleep. Whether it may.
    pub fn fall_asleep(&mut self) -> bool {
        // In one step: who pushes from now on sees a sleeper, who pushed before is seen here.
        self.asleep = false;
        false
    }
}

/// The second queue. A task stands in line once. The owner's turn is: `begin`, the poll, `end`.
///
/// What it promises: however often a task is woken, it stands in line once; tasks are polled in the order in which they came into
/// line; and who is woken during its own poll is polled again.
#[derive(Debug, Default)]
pub struct Once {
    line: VecDeque<TaskId>,
    /// Who is in line, by the task's number.
    queued: Vec<bool>,
}

impl Once {
    /// Any thread: wakes a task.
    pub fn wake(&mut self, task: TaskId) {
        if self.queued.len() <= task {
            self.queued.resize(task + 1, false);
        }
        if !std::mem::replace(&mut self.queued[task], true) {
            self.line.push_back(task);
        }
    }

    /// The owner: whose poll begins now.
    pub fn begin(&mut self) -> Option<TaskId> {
        let task = self.line.pop_front()?;
        self.queued[task] = false; // it has left the line: a wake from here on is a new one
        Some(task)
    }

    /// The owner: the task's poll has ended.
    pub fn end(&mut self, task: TaskId) {
        let _ = task; // nothing: a wake that came during the poll stays
    }
}

/// The third queue. The owner takes at most two at a time. Its turn is: `take`, then `may_sleep`; if that said yes, it sleeps until
/// somebody rings.
///
/// What it promises: `push` asks for a ring only if the queue was empty, because then alone the owner may sleep.
#[derive(Debug, Default)]
pub struct Batches {
    line: VecDeque<TaskId>,
}

impl Batches {
    /// How many the owner takes at a time.
    pub const BATCH: usize = 2;

    /// Any thread: adds a task. Says whether the owner has to be rung for.
    pub fn push(&mut self, task: TaskId) -> bool {
        self.line.push_back(task);
        self.line.len() == 1
    }

    /// The owner: takes the next two.
    pub fn take(&mut self) -> Vec<TaskId> {
        let count = self.line.len().min(Self::BATCH);
        self.line.drain(..count).collect()
    }

    /// The owner, which has polled what it took: whether it may sleep.
    pub fn may_sleep(&mut self) -> bool {
        self.line.is_empty()
    }
}
