//! The client of the line-echo server.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};

/// A connection to the echo server of this chapter.
#[derive(Debug)]
pub struct EchoClient {
    stream: BufReader<TcpStream>,
}

impl EchoClient {
    /// Connects. The kernel accepts for the server, so this returns even while the server has no time.
    ///
    /// # Errors
    /// If nobody listens at `address`.
    pub fn connect(address: SocketAddr) -> io::Result<Self> {
        Ok(Self {
            stream: BufReader::new(TcpStream::connect(address)?),
        })
    }

    /// Blocks until the server greets, that is, until it has time for this client.
    ///
    /// # Errors
    /// If the server closes first.
    pub fn wait_for_greeting(&mut self) -> io::Result<String> {
        self.read_line()
    }

    /// Sends `line` and blocks until it comes back.
    ///
    /// # Errors
    /// If the connection breaks.
    pub fn echo(&mut self, line: &str) -> io::Result<String> {
        // One write for the whole line: two would wait for each other in the kernel (Nagle, delayed ACK).
        self.stream
            .get_mut()
            .write_all(format!("{line}\n").as_bytes())?;
        self.read_line()
    }

    fn read_line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the server closed the connection",
            ));
        }
        Ok(line.trim_end_matches('\n').to_owned())
    }
}
