// WRONG: loops until the buffer is full and never asks whether the stream ended.
// JUDGE: the answer reads on after the end of the stream

use std::io::{self, ErrorKind, Read};

const HEADER: usize = 3;

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
    let mut header = [0; HEADER];
    match fill(reader, &mut header).map_err(FrameError::Io)? {
        0 => return Ok(None),
        HEADER => {}
        short => {
            return Err(FrameError::CutShort {
                missing: HEADER - short,
            });
        }
    }
    let [kind, high, low] = header;
    let length = usize::from(u16::from_be_bytes([high, low]));
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    let mut payload = Vec::new();
    reader
        .take(length as u64)
        .read_to_end(&mut payload)
        .map_err(FrameError::Io)?;
    match length - payload.len() {
        0 => Ok(Some(Frame { kind, payload })),
        missing => Err(FrameError::CutShort { missing }),
    }
}

/// Reads until `buffer` is full or the stream ends; gives how many bytes came.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
