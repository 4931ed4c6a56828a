// WRONG: a cancelled callback is marked and kept, with all that it holds, until its call would have come.
// JUDGE: the answer still keeps what it holds

use std::collections::VecDeque;
use std::fmt;

/// What stands in line. It gets the queue, so that it can add to it and cancel what is in it.
pub type Callback = Box<dyn FnOnce(&mut ReadyQueue)>;

/// One callback of one queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle(u64);

/// Callbacks in line: first come, first served.
#[derive(Default)]
pub struct ReadyQueue {
    /// Who was cancelled keeps an empty place, so that the places of a turn can be counted at its beginning.
    line: VecDeque<(u64, Option<Callback>)>,
    cancelled: std::collections::HashSet<u64>,
    next: u64,
}

impl ReadyQueue {
    /// Nobody in line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts `callback` at the end of the line.
    pub fn call_soon(&mut self, callback: impl FnOnce(&mut ReadyQueue) + 'static) -> Handle {
        let id = self.next;
        self.next += 1;
        self.line.push_back((id, Some(Box::new(callback))));
        Handle(id)
    }

    /// Takes one turn: calls those who are in line now, and gives how many it called.
    ///
    /// What they add is for the next turn. Who was cancelled before their call came is not called.
    pub fn turn(&mut self) -> usize {
        let mut called = 0;
        for _ in 0..self.line.len() {
            if let Some((id, Some(callback))) = self.line.pop_front()
                && !self.cancelled.remove(&id)
            {
                callback(self);
                called += 1;
            }
        }
        called
    }

    /// Cancels a callback; says whether it was still waiting for its call. It lets go at once of all that the callback holds.
    pub fn cancel(&mut self, handle: &Handle) -> bool {
        let waiting = self.line.iter().any(|(id, _)| *id == handle.0);
        waiting && self.cancelled.insert(handle.0)
    }

    /// How many callbacks still wait for their call. Those that were cancelled do not count.
    pub fn len(&self) -> usize {
        self.line.len() - self.cancelled.len()
    }

    /// Whether nobody is in line.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for ReadyQueue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ReadyQueue of {}", self.len())
    }
}
