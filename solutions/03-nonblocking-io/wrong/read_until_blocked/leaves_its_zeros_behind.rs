// WRONG: makes room in the buffer and gives it back only when bytes came.
// JUDGE: when the peer has sent nothing, the answer gave ("WouldBlock", "\"\\x00

use std::io::{self, ErrorKind, Read};

/// The most that one read asks for, in bytes.
const PIECE: usize = 16;

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
    let mut left = limit;
    while left > 0 {
        let end = buffer.len();
        buffer.resize(end + left.min(PIECE), 0);
        match reader.read(&mut buffer[end..]) {
            Ok(0) => return Ok(Stopped::Closed),
            Ok(count) => {
                buffer.truncate(end + count);
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
