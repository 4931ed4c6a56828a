// WRONG: forgets the half line when the reader fails.
// JUDGE: is asked again, the answer gave

//! Exercise 17/line_reader: a line reader that loses nothing.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Reads lines from `reader`.
#[derive(Debug)]
pub struct LineReader<R> {
    /// Where the bytes come from.
    reader: R,
    /// Read and not given.
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
    /// too, unless it is empty; then comes `None`.
    ///
    /// Cancel safety: dropping it before it completes loses nothing of what has been read, however the bytes arrive.
    ///
    /// # Errors
    /// Those of the reader; and `InvalidData` if a line is not UTF-8.
    pub async fn next_line(&mut self) -> io::Result<Option<String>> {
        loop {
            if let Some(end) = self.buffer.iter().position(|&b| b == b'\n') {
                let mut line: Vec<u8> = self.buffer.drain(..=end).collect();
                line.pop();
                return utf8(line).map(Some);
            }
            if match self.reader.read_buf(&mut self.buffer).await {
                Ok(n) => n,
                Err(e) => {
                    self.buffer.clear();
                    return Err(e);
                }
            } == 0
            {
                if self.buffer.is_empty() {
                    return Ok(None);
                }
                return utf8(std::mem::take(&mut self.buffer)).map(Some);
            }
        }
    }
}

fn utf8(line: Vec<u8>) -> io::Result<String> {
    String::from_utf8(line).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
