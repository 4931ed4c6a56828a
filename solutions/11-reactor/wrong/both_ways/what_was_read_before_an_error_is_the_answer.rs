// WRONG: takes a failed read for the end of the answer.
// JUDGE: in the middle of what it had to say, and the answer gave Ok

//! Exercise 11/both_ways: speak and listen at once.

use std::io;

use ch11_reactor::TcpStream;
use futures::future::try_join;
use futures::io::{AsyncReadExt, AsyncWriteExt};

/// Sends `question`, then ends the writing half; meanwhile reads. Gives all that the peer sends, up to its end.
///
/// The peer may answer while it listens, and stops listening while nobody takes its answer. It may also wait for the end of the
/// question before it answers.
///
/// # Errors
/// If reading or writing fails.
pub async fn exchange(stream: &TcpStream, question: &[u8]) -> io::Result<Vec<u8>> {
    let (mut reader, mut writer) = (stream, stream);
    let mut answer = Vec::new();
    let speak = async {
        writer.write_all(question).await?;
        writer.close().await
    };
    let listen = async {
        let _ = reader.read_to_end(&mut answer).await;
        Ok(())
    };
    try_join(speak, listen).await?;
    Ok(answer)
}
