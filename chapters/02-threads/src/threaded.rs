//! A thread for every connection.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::thread;

use ch01_blocking_io::echo_lines;

// ANCHOR: serve_threaded
/// Serves `clients` clients at once: each gets a thread, which ends when its client is gone.
///
/// # Errors
/// If accepting fails or the system has no thread left, once the conversations that began have ended.
pub fn serve_threaded(listener: &TcpListener, clients: usize) -> io::Result<()> {
    thread::scope(|scope| {
        for stream in listener.incoming().take(clients) {
            let stream = stream?;
            thread::Builder::new().spawn_scoped(scope, move || converse(&stream))?;
        }
        Ok(())
    })
}
// ANCHOR_END: serve_threaded

/// Talks with one client until it is gone. Its error ends its own conversation and no other.
pub(crate) fn converse(stream: &TcpStream) {
    if let Err(error) = echo_lines(stream, stream) {
        eprintln!("a client is gone: {error}");
    }
}
