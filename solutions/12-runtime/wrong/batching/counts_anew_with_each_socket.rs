// WRONG: begins to count anew with every socket that comes: where one is accepted every so often, nobody looks.
// JUDGE: register, wake 0, next_step, the answer gave Poll(0); right is Look

//! Exercise 12/batching: ask every so often.

use std::collections::VecDeque;

/// A task's number.
pub type TaskId = usize;

/// What an executor does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Poll this task.
    Poll(TaskId),
    /// Ask the kernel for news, without sleeping: one system call.
    Look,
    /// Sleep until the kernel or another thread has news. The kernel tells all its news on that occasion.
    Sleep,
}

/// Decides what an executor does next.
///
/// What it promises:
///
/// - Tasks are polled in the order of their wakes; one that is woken twice before its poll is polled once.
/// - While sockets are registered, the kernel is asked ([`Step::Look`] or [`Step::Sleep`]) before more than `every` polls have passed
///   without. Not more often than that.
/// - While no socket is registered, it never looks: there is nothing to ask. Polls count all the same: a socket that is registered
///   after many polls is looked at once, before the next.
/// - It sleeps when nobody is ready, and only then. A sleep counts as asking, with sockets or without.
#[derive(Debug)]
pub struct Batching {
    every: usize,
    /// Polls since the kernel was asked.
    polls: usize,
    registered: usize,
    line: VecDeque<TaskId>,
}

impl Batching {
    /// Asks the kernel at least every `every` polls, which is at least 1.
    pub fn new(every: usize) -> Self {
        Self {
            every,
            polls: 0,
            registered: 0,
            line: VecDeque::new(),
        }
    }

    /// Puts a task in line, unless it is there already.
    pub fn wake(&mut self, task: TaskId) {
        if !self.line.contains(&task) {
            self.line.push_back(task);
        }
    }

    /// A socket was registered.
    pub fn register(&mut self) {
        if self.registered > 0 {
            self.polls = 0;
        }
        self.registered += 1;
    }

    /// A socket was taken off the list.
    pub fn unregister(&mut self) {
        self.registered -= 1;
    }

    /// What to do next.
    pub fn next_step(&mut self) -> Step {
        if self.line.is_empty() {
            self.polls = 0;
            return Step::Sleep;
        }
        if self.registered > 0 && self.polls >= self.every {
            self.polls = 0;
            return Step::Look;
        }
        self.polls += 1;
        let next = self.line.pop_front();
        next.map_or(Step::Sleep, Step::Poll)
    }
}
