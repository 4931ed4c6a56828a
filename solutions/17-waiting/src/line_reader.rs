//! Exercise 17/line_reader: a line reader that loses nothing.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Reads lines from `reader`.
#[derive(Debug)]
pub struct LineReader<R> {
    reader: R,
    /// What was read and not given out: the beginning of a line, or lines that came together.
    buffer: Vec<u8>,
}

impl<R: AsyncRead + Unpin> LineReader<R> {
    /// One that has read nothing yet.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
        }
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
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let rest = self.buffer.split_off(end + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                line.pop();
                return text(line).map(Some);
            }
            // Either it has read something, and that is in the buffer, or it is dropped and has read nothing.
            if self.reader.read_buf(&mut self.buffer).await? == 0 {
                let last = std::mem::take(&mut self.buffer);
                return Some(last)
                    .filter(|line| !line.is_empty())
                    .map(text)
                    .transpose();
            }
        }
    }
}

fn text(line: Vec<u8>) -> io::Result<String> {
    String::from_utf8(line).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
