// WRONG: goes on asking a connection that has nothing, to the end of its slice.
// JUDGE: when only B has a message, as those that it asked, in this order, the answer gave "AAAABBBBCCCC"

use std::collections::VecDeque;

/// What came of one step with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One message was handled; there may be more.
    Handled,
    /// It has no message now.
    Nothing,
    /// It is over. Do not ask it again.
    Closed,
}

/// A non-blocking connection that sends messages.
pub trait Connection {
    /// Handles one message, if there is one. Never waits.
    fn step(&mut self) -> Step;
}

/// Connections that are served in slices.
#[derive(Debug)]
pub struct RoundRobin<C> {
    /// In the order in which they will be asked: whoever was asked last stands at the back.
    connections: VecDeque<C>,
    slice: usize,
}

impl<C: Connection> RoundRobin<C> {
    /// No connections yet; each will get at most `slice` messages handled in a turn.
    pub fn new(slice: usize) -> Self {
        Self {
            connections: VecDeque::new(),
            slice,
        }
    }

    /// Adds a connection, behind those that are there. (It is called only before the first turn.)
    pub fn add(&mut self, connection: C) {
        self.connections.push_back(connection);
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.connections.len()
    }

    /// One turn: handles at most `budget` messages, and gives how many it handled.
    ///
    /// It goes through the connections in the order in which they were added, beginning with the one after the
    /// connection that was asked last in the turn before. Each is served once: until it has nothing, has had `slice`
    /// messages handled, or is closed (then it is dropped). The turn ends when all were served or the budget is spent;
    /// whoever was being served then has had its turn, too.
    pub fn turn(&mut self, budget: usize) -> usize {
        let mut handled = 0;
        for _ in 0..self.connections.len() {
            if handled == budget {
                break;
            }
            let Some(mut connection) = self.connections.pop_front() else {
                break;
            };
            let (count, is_open) = serve(&mut connection, self.slice.min(budget - handled));
            handled += count;
            if is_open {
                self.connections.push_back(connection);
            }
        }
        handled
    }
}

/// Handles at most `most` messages of one connection. How many it handled, and whether the connection is still open.
fn serve(connection: &mut impl Connection, most: usize) -> (usize, bool) {
    let mut handled = 0;
    for _ in 0..most {
        match connection.step() {
            Step::Handled => handled += 1,
            Step::Nothing => {}
            Step::Closed => return (handled, false),
        }
    }
    (handled, true)
}
