// WRONG: takes the unfinished line away when it says how long it is.
// JUDGE: called again at the end of the stream, the answer gave Err("Closed, 0 unfinished")

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A stream whose reads can be limited in time, and the clock that goes with it.
pub trait TimedRead: Read {
    /// Limits each read that follows. `Some(Duration::ZERO)` is an error, as it is for sockets.
    fn set_read_timeout(&mut self, limit: Option<Duration>) -> io::Result<()>;
    /// What time it is.
    fn now(&self) -> Instant;
}

impl TimedRead for TcpStream {
    fn set_read_timeout(&mut self, limit: Option<Duration>) -> io::Result<()> {
        TcpStream::set_read_timeout(self, limit)
    }

    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// Why there is no line.
#[derive(Debug)]
pub enum LineError {
    /// The time was up. What came so far is kept for the next call.
    TimedOut,
    /// The stream ended, after this many bytes of an unfinished line.
    Closed { unfinished: usize },
    /// Reading failed otherwise.
    Io(io::Error),
}

/// Reads lines from a stream. What was read and not yet given out waits in `buffer`.
#[derive(Debug)]
pub struct LineReader<S> {
    stream: S,
    buffer: Vec<u8>,
}

impl<S: TimedRead> LineReader<S> {
    /// A reader of lines that has read nothing yet.
    pub fn new(stream: S) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
        }
    }

    /// The next line, without its line feed, if it is complete within `limit` from now.
    ///
    /// A call that fails loses no byte: the next call goes on where this one stopped.
    pub fn read_line(&mut self, limit: Duration) -> Result<Vec<u8>, LineError> {
        let deadline = self.stream.now() + limit;
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.buffer.drain(..=end).collect();
                line.pop();
                return Ok(line);
            }
            self.read_until(deadline)?;
        }
    }

    /// One read, which adds to the buffer what came before the deadline.
    fn read_until(&mut self, deadline: Instant) -> Result<(), LineError> {
        let left = deadline.saturating_duration_since(self.stream.now());
        if left.is_zero() {
            return Err(LineError::TimedOut);
        }
        self.stream
            .set_read_timeout(Some(left))
            .map_err(LineError::Io)?;
        let mut piece = [0; 1024];
        match self.stream.read(&mut piece) {
            Ok(0) => Err(LineError::Closed {
                unfinished: std::mem::take(&mut self.buffer).len(),
            }),
            Ok(count) => {
                self.buffer.extend_from_slice(&piece[..count]);
                Ok(())
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut => Err(LineError::TimedOut),
                ErrorKind::Interrupted => Ok(()),
                _ => Err(LineError::Io(error)),
            },
        }
    }
}
