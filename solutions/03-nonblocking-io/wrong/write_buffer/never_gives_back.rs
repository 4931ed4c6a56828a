// WRONG: keeps what was written for ever.
// JUDGE: bytes of memory at once

use std::io::{self, ErrorKind, Write};

/// How far a flush came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flushed {
    /// Everything is written.
    Done,
    /// The writer takes no more now, and some is left: flush again later.
    WouldBlock,
}

/// Bytes on their way to a non-blocking writer.
#[derive(Debug, Default)]
pub struct WriteBuffer {
    bytes: Vec<u8>,
    /// How many of `bytes`, from the front, the writer has taken. They are removed when they are more than half.
    taken: usize,
}

impl WriteBuffer {
    /// A buffer in which nothing waits.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many bytes wait to be written.
    pub fn pending(&self) -> usize {
        self.bytes.len() - self.taken
    }

    /// Puts `bytes` behind what waits. Asks no writer.
    pub fn queue(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Offers `writer` what waits, in order, until it has taken everything or would block.
    ///
    /// What it has taken is never offered again, and what it has not taken waits on, whatever happens: the writer may
    /// take a part, and it may fail. `Interrupted` is no failure. A writer that takes nothing of something fails with
    /// `ErrorKind::WriteZero`. If nothing waits, the writer is not asked.
    ///
    /// Over its life the buffer moves each byte a few times at most, and holds not much more than what waits.
    pub fn flush(&mut self, writer: &mut impl Write) -> io::Result<Flushed> {
        while self.pending() > 0 {
            match writer.write(&self.bytes[self.taken..]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => self.taken += count,
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock => return Ok(Flushed::WouldBlock),
                    ErrorKind::Interrupted => {}
                    _ => return Err(error),
                },
            }
        }
        Ok(Flushed::Done)
    }
}
