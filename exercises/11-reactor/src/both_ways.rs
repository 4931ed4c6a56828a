//! Exercise 11/both_ways: speak and listen at once.

use std::io;

use ch11_reactor::TcpStream;

/// Sends `question`, then ends the writing half; meanwhile reads. Gives all that the peer sends, up to its end.
///
/// The peer may answer while it listens, and stops listening while nobody takes its answer. It may also wait for the end of the
/// question before it answers.
///
/// # Errors
/// If reading or writing fails.
pub async fn exchange(stream: &TcpStream, question: &[u8]) -> io::Result<Vec<u8>> {
    let _ = (stream, question);
    todo!("join a future that writes and closes, and one that reads to the end")
}
