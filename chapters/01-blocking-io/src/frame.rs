//! Frames: four bytes of length, most significant first, then as many bytes of payload.

use std::io::{self, ErrorKind, Read, Write};

const HEADER: usize = size_of::<u32>();

// ANCHOR: frame_error
/// Why there is no frame.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The stream ended inside a frame.
    #[error("the stream ended inside a frame: {missing} more bytes were announced")]
    CutShort {
        /// How many bytes of the header or, once that is read, of the payload did not come.
        missing: usize,
    },
    /// The sender announced more than the reader is willing to hold.
    #[error("a frame of {length} bytes was announced; the limit is {limit}")]
    TooLong {
        /// What the header says, in bytes.
        length: usize,
        /// What the reader allows, in bytes.
        limit: usize,
    },
    /// Reading failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
// ANCHOR_END: frame_error

// ANCHOR: read_frame
/// Reads one frame of at most `limit` bytes; `None` if the stream ends before a frame begins.
///
/// Memory is taken for bytes that have come, not for bytes that were announced.
///
/// # Errors
/// [`FrameError`]; after it the stream's position is unknown, so close the connection.
pub fn read_frame(reader: &mut impl Read, limit: usize) -> Result<Option<Vec<u8>>, FrameError> {
    let mut header = [0; HEADER];
    match fill(reader, &mut header)? {
        0 => return Ok(None),
        HEADER => {}
        short => {
            return Err(FrameError::CutShort {
                missing: HEADER - short,
            });
        }
    }
    let length = u32::from_be_bytes(header) as usize;
    if length > limit {
        return Err(FrameError::TooLong { length, limit });
    }
    let mut payload = Vec::new();
    reader.take(length as u64).read_to_end(&mut payload)?;
    match length - payload.len() {
        0 => Ok(Some(payload)),
        missing => Err(FrameError::CutShort { missing }),
    }
}
// ANCHOR_END: read_frame

// ANCHOR: fill
/// Reads until `buffer` is full or the stream ends; gives how many bytes came.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
// ANCHOR_END: fill

/// Writes one frame.
///
/// # Errors
/// `InvalidInput` if the payload is longer than four bytes can say; else what writing says.
pub fn write_frame(writer: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    let length = u32::try_from(payload.len())
        .map_err(|_| io::Error::new(ErrorKind::InvalidInput, "a frame holds at most 4 GiB"))?;
    writer.write_all(&length.to_be_bytes())?;
    writer.write_all(payload)
}
