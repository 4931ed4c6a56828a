// WRONG: takes what one read gives for the whole header or payload.
// JUDGE: fed 23 bytes at a time, the answer gave Err("CutShort, 1 missing")

use std::io::{self, Read};

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
    match reader.read(&mut header).map_err(FrameError::Io)? {
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
    let mut payload = vec![0; length];
    let count = reader.read(&mut payload).map_err(FrameError::Io)?;
    payload.truncate(count);
    match length - payload.len() {
        0 => Ok(Some(Frame { kind, payload })),
        missing => Err(FrameError::CutShort { missing }),
    }
}
