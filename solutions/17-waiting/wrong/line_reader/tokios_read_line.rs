// WRONG: trusts in Tokio's `read_line`, whose page says that it is not cancel safe.
// JUDGE: that arrives in two halves, with a time limit in between

//! Exercise 17/line_reader: a line reader that loses nothing.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Reads lines from `reader`.
#[derive(Debug)]
pub struct LineReader<R> {
    reader: BufReader<R>,
    line: String,
}

impl<R: AsyncRead + Unpin> LineReader<R> {
    /// One that has read nothing yet.
    pub fn new(reader: R) -> Self {
        Self {
            reader: BufReader::new(reader),
            line: String::new(),
        }
    }

    /// Waits for the next line, and gives it without its `\n`. At the end of the stream, what came after the last `\n` is a line
    /// too, unless it is empty; then comes `None`.
    ///
    /// Cancel safety: dropping it before it completes loses nothing of what has been read, however the bytes arrive.
    ///
    /// # Errors
    /// Those of the reader; and `InvalidData` if a line is not UTF-8.
    pub async fn next_line(&mut self) -> io::Result<Option<String>> {
        if self.reader.read_line(&mut self.line).await? == 0 && self.line.is_empty() {
            return Ok(None);
        }
        let mut line = std::mem::take(&mut self.line);
        if line.ends_with('\n') {
            line.pop();
        }
        Ok(Some(line))
    }
}
