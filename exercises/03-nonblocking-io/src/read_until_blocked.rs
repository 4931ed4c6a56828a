//! Exercise 03/read_until_blocked: take what is there, and know why you stopped.

use std::io::{self, Read};

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
    let _ = (reader, buffer, limit);
    todo!("read piece after piece, until there is a reason to stop")
}
