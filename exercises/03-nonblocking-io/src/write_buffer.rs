//! Exercise 03/write_buffer: keep what could not be written, and write it later.

use std::io::{self, Write};

/// How far a flush came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flushed {
    /// Everything is written.
    Done,
    /// The writer takes no more now, and some is left: flush again later.
    WouldBlock,
}

/// Bytes on their way to a non-blocking writer. The fields are yours to choose.
#[derive(Debug, Default)]
pub struct WriteBuffer {
    bytes: Vec<u8>,
}

impl WriteBuffer {
    /// A buffer in which nothing waits.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many bytes wait to be written.
    pub fn pending(&self) -> usize {
        let _ = &self.bytes;
        todo!("count what was queued and not yet taken")
    }

    /// Puts `bytes` behind what waits. Asks no writer.
    pub fn queue(&mut self, bytes: &[u8]) {
        let _ = bytes;
        todo!("keep the bytes")
    }

    /// Offers `writer` what waits, in order, until it has taken everything or would block.
    ///
    /// What it has taken is never offered again, and what it has not taken waits on, whatever happens: the writer may
    /// take a part, and it may fail. `Interrupted` is no failure. A writer that takes nothing of something fails with
    /// `ErrorKind::WriteZero`. If nothing waits, the writer is not asked.
    ///
    /// Over its life the buffer moves each byte a few times at most, and holds not much more than what waits.
    pub fn flush(&mut self, writer: &mut impl Write) -> io::Result<Flushed> {
        let _ = writer;
        todo!("write until nothing waits or the writer would block")
    }
}
