// WRONG: counts what was in the buffer before as if it had come now.
// JUDGE: with a limit of 9 bytes and 2 in the buffer before, the answer gave ("Limit", "\"> three a\"")

use std::io::{self, ErrorKind, Read};

/// The most that one read asks for, in bytes: it lies on the stack.
const PIECE: usize = 4096;

/// Why the reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The other side is there and has sent nothing more yet: ask again later.
    WouldBlock,
    /// The other side has closed: nothing will ever come again.
    Closed,
    /// As many bytes came as were wanted. Whether there are more has not been asked.
    Limit,
}

/// Reads from a non-blocking `reader` until it has nothing more now, has closed, or `limit` bytes have come, and puts
/// what came behind what is in `buffer`.
///
/// `Interrupted` is no failure. After any other failure, what came before it is in `buffer` as well: nothing is lost.
/// Memory is taken for bytes that came, not for the limit.
pub fn read_until_blocked(
    reader: &mut impl Read,
    buffer: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Stopped> {
    let mut piece = [0; PIECE];
    let mut left = limit.saturating_sub(buffer.len());
    while left > 0 {
        match reader.read(&mut piece[..left.min(PIECE)]) {
            Ok(0) => return Ok(Stopped::Closed),
            Ok(count) => {
                buffer.extend_from_slice(&piece[..count]);
                left -= count;
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock => return Ok(Stopped::WouldBlock),
                ErrorKind::Interrupted => {}
                _ => return Err(error),
            },
        }
    }
    Ok(Stopped::Limit)
}
