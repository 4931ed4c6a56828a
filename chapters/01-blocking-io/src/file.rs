//! A file, read piece by piece.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// What [`count_lines`] found, and what it cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCount {
    /// Line feeds in the file.
    pub lines: usize,
    /// Calls of `read`, the last of which found the end. Each is a system call.
    pub reads: usize,
}

// ANCHOR: count_lines
/// Counts the lines of a file with a buffer of `size` bytes, however long the file is.
///
/// # Errors
/// If the file cannot be opened or read.
///
/// # Panics
/// If `size` is zero: a read into an empty buffer says "end of file".
pub fn count_lines(path: &Path, size: usize) -> io::Result<LineCount> {
    assert!(size > 0, "count_lines needs a buffer of at least one byte");
    let mut file = File::open(path)?;
    let mut buffer = vec![0; size];
    let mut count = LineCount { lines: 0, reads: 0 };
    loop {
        count.reads += 1;
        match file.read(&mut buffer) {
            Ok(0) => return Ok(count),
            Ok(got) => count.lines += buffer[..got].iter().filter(|byte| **byte == b'\n').count(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
// ANCHOR_END: count_lines
