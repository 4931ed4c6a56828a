// WRONG: takes one read for the whole answer.
// JUDGE: the answer gave

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
    let speak = async {
        writer.write_all(question).await?;
        writer.close().await
    };
    let listen = async {
        let mut answer = vec![0; 1 << 20];
        let count = reader.read(&mut answer).await?;
        answer.truncate(count);
        Ok(answer)
    };
    let ((), answer) = try_join(speak, listen).await?;
    Ok(answer)
}
