//! The blocking habit, on a socket that does not block.

use std::io::{self, BufRead};

// ANCHOR: read_line_by_habit
/// Reads a line as chapter 01 would; on a non-blocking socket, it may lose half of it.
///
/// # Errors
/// If reading fails, and `WouldBlock` counts as that.
pub fn read_line_by_habit(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    Ok(line)
}
// ANCHOR_END: read_line_by_habit
