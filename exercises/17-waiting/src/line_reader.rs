//! Exercise 17/line_reader: a line reader that loses nothing.

use std::io;

use tokio::io::AsyncRead;

/// Reads lines from `reader`.
#[derive(Debug)]
pub struct LineReader<R> {
    /// Where the bytes come from.
    reader: R,
}

impl<R: AsyncRead + Unpin> LineReader<R> {
    /// One that has read nothing yet.
    pub fn new(reader: R) -> Self {
        Self { reader }
    }

    /// Waits for the next line, and gives it without its `\n`. At the end of the stream, what came after the last `\n` is a line
    /// too, unless it is empty; then comes `None`. Nothing else is cut off: spaces stay, and so does a `\r`.
    ///
    /// Cancel safety: dropping it before it completes loses nothing of what has been read, however the bytes arrive.
    ///
    /// # Errors
    /// Those of the reader; and `InvalidData` if a line is not UTF-8. It may be asked again after both: an error of the reader
    /// loses nothing of what has been read, and a line that is no text is behind it.
    pub async fn next_line(&mut self) -> io::Result<Option<String>> {
        let _ = &mut self.reader;
        todo!("keep what has been read where a dropped future does not take it along")
    }
}
