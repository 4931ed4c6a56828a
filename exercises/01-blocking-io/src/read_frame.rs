//! Exercise 01/read_frame: frames of another kind.
//!
//! A frame is one byte of kind, two bytes of length (most significant first), then that many bytes of payload.

use std::io::{self, Read};

/// A frame.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// What sort of message it is.
    pub kind: u8,
    /// Its bytes.
    pub payload: Vec<u8>,
}

/// Why there is no frame.
#[derive(Debug)]
pub enum FrameError {
    /// The stream ended inside a frame; so many bytes of the header (or, after it, of the payload) did not come.
    CutShort { missing: usize },
    /// The sender announced more than `limit` bytes of payload.
    TooLong { length: usize, limit: usize },
    /// Reading failed, and not because it was `Interrupted`.
    Io(io::Error),
}

/// Reads one frame with at most `limit` bytes of payload; `None` if the stream ends before a frame begins.
///
/// A payload over the limit is refused before any of it is read. Memory is taken for bytes that came, never for bytes
/// that were announced.
pub fn read_frame(reader: &mut impl Read, limit: usize) -> Result<Option<Frame>, FrameError> {
    let _ = (reader, limit);
    todo!("read the header, check the length, read the payload")
}
