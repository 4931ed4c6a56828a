// WRONG: offers the whole slice again after a partial write.
// JUDGE: to a writer that takes 20 bytes at a time, the answer wrote "three awaits in a rot"

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
/// `Interrupted` is no failure. A writer that takes nothing of something fails with `ErrorKind::WriteZero`.
pub fn write_all(writer: &mut impl Write, bytes: &[u8]) -> Result<(), WriteError> {
    let mut written = 0;
    while written < bytes.len() {
        match writer.write(&bytes[..bytes.len() - written]) {
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
