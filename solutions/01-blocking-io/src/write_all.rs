//! Our answer to 01/write_all.

use std::io::{self, ErrorKind, Write};

/// Why not all was written, and how far it came.
#[derive(Debug)]
pub struct WriteError {
    /// How many bytes the writer had taken.
    pub written: usize,
    /// What went wrong then.
    pub cause: io::Error,
}

/// Writes all of `bytes` to a writer that may take fewer than it is offered.
///
/// `Interrupted` is no failure. A writer that takes nothing of something fails with `ErrorKind::WriteZero`. If there is
/// nothing to write, the writer is not called.
pub fn write_all(writer: &mut impl Write, bytes: &[u8]) -> Result<(), WriteError> {
    let mut written = 0;
    while written < bytes.len() {
        match writer.write(&bytes[written..]) {
            Ok(0) => {
                return Err(WriteError {
                    written,
                    cause: ErrorKind::WriteZero.into(),
                });
            }
            Ok(count) => written += count,
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(cause) => return Err(WriteError { written, cause }),
        }
    }
    Ok(())
}
