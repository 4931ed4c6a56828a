//! One client's conversation, in pieces.

use std::io::{self, ErrorKind, Read, Write};

use ch01_blocking_io::GREETING;

use crate::Tally;

// ANCHOR: limits
/// The most that one turn reads, in bytes: a client that sends without pause gets no more than others.
pub const READ_SIZE: usize = 4096;

/// How much may wait in either direction, in bytes. With more than this to write, a connection stops
/// reading; a longer line ends it. asyncio's limits are the same 64 KiB.
pub const LIMIT: usize = 64 * 1024;
// ANCHOR_END: limits

// ANCHOR: turn_enum
/// What came of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nobody had anything: every call would have had to wait.
    Idle,
    /// Something was accepted, read, written or closed.
    Progress,
    /// The conversation is over and everything is written; drop the connection.
    Closed,
}
// ANCHOR_END: turn_enum

// ANCHOR: connection
/// A client of the line-echo server. What a blocking server keeps on its stack is a field here.
#[derive(Debug)]
pub struct Connection<S> {
    stream: S,
    /// What came of a line whose end has not come; never more than [`LIMIT`].
    unfinished: Vec<u8>,
    /// What the stream has not taken yet.
    unwritten: Vec<u8>,
    /// The other side has closed its half: no more reads, but what is unwritten still goes out.
    ended: bool,
    tally: Tally,
}
// ANCHOR_END: connection

impl<S: Read + Write> Connection<S> {
    /// A conversation over `stream`, which must be non-blocking; it begins with the greeting.
    pub fn new(stream: S) -> Self {
        Self {
            stream,
            unfinished: Vec::new(),
            unwritten: format!("{GREETING}\n").into_bytes(),
            ended: false,
            tally: Tally::default(),
        }
    }

    // ANCHOR: turn
    /// Reads once, writes once, and never waits.
    ///
    /// # Errors
    /// If the connection breaks, a line exceeds [`LIMIT`], or a write takes nothing (`WriteZero`).
    /// Drop it then.
    pub fn turn(&mut self) -> io::Result<Turn> {
        let has_read = self.read_once()?;
        let has_written = self.write_once()?;
        if self.ended && self.unwritten.is_empty() {
            Ok(Turn::Closed)
        } else if has_read || has_written {
            Ok(Turn::Progress)
        } else {
            Ok(Turn::Idle)
        }
    }
    // ANCHOR_END: turn

    /// What it asked its stream so far.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    // ANCHOR: read_once
    fn read_once(&mut self) -> io::Result<bool> {
        if self.ended || self.unwritten.len() > LIMIT {
            return Ok(false);
        }
        let mut bytes = [0; READ_SIZE];
        match self.tally.ask(|| self.stream.read(&mut bytes))? {
            None => return Ok(false),
            Some(0) => {
                self.ended = true;
                self.unwritten.append(&mut self.unfinished);
            }
            Some(count) => self.take_lines(&bytes[..count])?,
        }
        Ok(true)
    }
    // ANCHOR_END: read_once

    // ANCHOR: take_lines
    /// Moves what is now a whole line to what is to be written, and keeps the rest for the next turn.
    fn take_lines(&mut self, bytes: &[u8]) -> io::Result<()> {
        let end = bytes.iter().rposition(|byte| *byte == b'\n');
        let (whole, rest) = bytes.split_at(end.map_or(0, |end| end + 1));
        if !whole.is_empty() {
            self.unwritten.append(&mut self.unfinished);
            self.unwritten.extend_from_slice(whole);
        }
        self.unfinished.extend_from_slice(rest);
        if self.unfinished.len() > LIMIT {
            let too_long = format!("a line of more than {LIMIT} bytes");
            return Err(io::Error::new(ErrorKind::InvalidData, too_long));
        }
        Ok(())
    }
    // ANCHOR_END: take_lines

    // ANCHOR: write_once
    fn write_once(&mut self) -> io::Result<bool> {
        if self.unwritten.is_empty() {
            return Ok(false);
        }
        match self.tally.ask(|| self.stream.write(&self.unwritten))? {
            None => Ok(false),
            Some(0) => Err(ErrorKind::WriteZero.into()),
            Some(count) => {
                // This moves the rest to the front. Your exercise makes that cheap.
                self.unwritten.drain(..count);
                Ok(true)
            }
        }
    }
    // ANCHOR_END: write_once
}
