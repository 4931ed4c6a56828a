// WRONG: allocates as many bytes as it is allowed to read.
// JUDGE: bytes of memory at once, because of the limit

use std::io::{self, ErrorKind, Read};

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
    let mut piece = vec![0; limit.min(1 << 30)];
    let mut left = limit;
    while left > 0 {
        match reader.read(&mut piece[..left.min(1 << 30)]) {
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
