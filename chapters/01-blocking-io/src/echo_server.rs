//! A line-echo server that has time for one client.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;

/// What the server says first, when it has time for a client.
pub const GREETING: &str = "ready";

// ANCHOR: serve
/// Serves `clients` clients, one after the other. While it serves one, the others wait in the kernel's queue.
///
/// # Errors
/// If accepting fails. A client's own error ends that client's conversation and no other.
pub fn serve(listener: &TcpListener, clients: usize) -> io::Result<()> {
    for stream in listener.incoming().take(clients) {
        let stream = stream?;
        if let Err(error) = echo_lines(&stream, &stream) {
            eprintln!("a client is gone: {error}");
        }
    }
    Ok(())
}
// ANCHOR_END: serve

// ANCHOR: echo_lines
/// Greets, then sends every line back until the other side closes. Gives the number of lines.
///
/// # Errors
/// If reading or writing fails.
pub fn echo_lines(reader: impl Read, mut writer: impl Write) -> io::Result<usize> {
    writeln!(writer, "{GREETING}")?;
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    let mut lines = 0;
    while reader.read_until(b'\n', &mut line)? > 0 {
        writer.write_all(&line)?;
        line.clear();
        lines += 1;
    }
    Ok(lines)
}
// ANCHOR_END: echo_lines
