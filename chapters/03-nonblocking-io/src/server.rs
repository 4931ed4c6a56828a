//! One thread that asks everybody, all the time.

use std::io;
use std::net::{TcpListener, TcpStream};

use crate::{Connection, Tally, Turn};

/// A line-echo server for many clients on one thread. It never waits; whoever calls [`turn`](Self::turn) decides how
/// often it asks.
#[derive(Debug)]
pub struct BusyServer {
    listener: TcpListener,
    connections: Vec<Connection<TcpStream>>,
    /// What it asked the listener, and what connections that are gone had asked.
    tally: Tally,
    closed: usize,
}

impl BusyServer {
    /// A server for whoever connects to `listener`, which becomes non-blocking.
    ///
    /// # Errors
    /// If the listener cannot be made non-blocking.
    pub fn new(listener: TcpListener) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        Ok(Self {
            listener,
            connections: Vec::new(),
            tally: Tally::default(),
            closed: 0,
        })
    }

    // ANCHOR: server_turn
    /// Asks the listener for one more client and gives every connection its turn.
    /// It is never [`Turn::Closed`].
    ///
    /// # Errors
    /// If accepting fails. A connection's own error ends that connection and no other.
    pub fn turn(&mut self) -> io::Result<Turn> {
        let mut busy = self.accept_one()?;
        self.connections
            .retain_mut(|connection| match connection.turn() {
                Ok(Turn::Idle) => true,
                Ok(Turn::Progress) => {
                    busy = true;
                    true
                }
                ended => {
                    if let Err(error) = ended {
                        eprintln!("a client is gone: {error}");
                    }
                    busy = true;
                    self.closed += 1;
                    self.tally += connection.tally();
                    false
                }
            });
        Ok(if busy { Turn::Progress } else { Turn::Idle })
    }
    // ANCHOR_END: server_turn

    // ANCHOR: accept_one
    fn accept_one(&mut self) -> io::Result<bool> {
        let Some((stream, _)) = self.tally.ask(|| self.listener.accept())? else {
            return Ok(false);
        };
        // On Linux a new socket blocks, whatever its listener does.
        stream.set_nonblocking(true)?;
        self.connections.push(Connection::new(stream));
        Ok(true)
    }
    // ANCHOR_END: accept_one

    /// How many clients are connected.
    pub fn open(&self) -> usize {
        self.connections.len()
    }

    /// How many clients have come and gone.
    pub fn closed(&self) -> usize {
        self.closed
    }

    /// How often it has asked so far, and how often in vain.
    pub fn tally(&self) -> Tally {
        let mut all = self.tally;
        for connection in &self.connections {
            all += connection.tally();
        }
        all
    }
}
