// WRONG: makes text of every piece that arrives: a letter of two bytes that is cut in two becomes something else.
// JUDGE: for a letter whose two bytes arrive apart, the answer gave

//! Exercise 17/line_reader: a line reader that loses nothing.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Reads lines from `reader`.
#[derive(Debug)]
pub struct LineReader<R> {
    reader: R,
    buffer: String,
}

impl<R: AsyncRead + Unpin> LineReader<R> {
    /// One that has read nothing yet.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: String::new(),
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
        loop {
            if let Some(end) = self.buffer.find('\n') {
                let rest = self.buffer.split_off(end + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                line.pop();
                return Ok(Some(line));
            }
            let mut piece = [0; 1024];
            let count = self.reader.read(&mut piece).await?;
            if count == 0 {
                let last = std::mem::take(&mut self.buffer);
                return Ok(Some(last).filter(|line| !line.is_empty()));
            }
            self.buffer
                .push_str(&String::from_utf8_lossy(&piece[..count]));
        }
    }
}
