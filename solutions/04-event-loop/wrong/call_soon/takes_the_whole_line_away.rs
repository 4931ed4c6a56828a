// WRONG: the turn takes the line out of the queue, where nobody can be cancelled any more.
// JUDGE: when the first in line cancels the second, in calls

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
        for (_, callback) in std::mem::take(&mut self.line) {
            if let Some(callback) = callback {
                callback(self);
                called += 1;
            }
        }
        called
    }

    /// Cancels a callback; says whether it was still waiting for its call. It lets go at once of all that the callback holds.
    pub fn cancel(&mut self, handle: &Handle) -> bool {
        let mut line = self.line.iter_mut();
        line.find(|(id, _)| *id == handle.0)
            .is_some_and(|(_, callback)| callback.take().is_some())
    }

    /// How many callbacks still wait for their call. Those that were cancelled do not count.
    pub fn len(&self) -> usize {
        let waiting = self.line.iter().filter(|(_, callback)| callback.is_some());
        waiting.count()
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
