// WRONG: drops the rest of the question when the answer has ended.
// JUDGE: asked for the bytes of the question that it was sent

//! Exercise 11/both_ways: speak and listen at once.

use std::io;

use ch11_reactor::TcpStream;
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
        writer.close().await?;
        std::future::pending::<()>().await;
        io::Result::Ok(())
    };
    let listen = reader.read_to_end(&mut answer);
    match futures::future::select(std::pin::pin!(speak), std::pin::pin!(listen)).await {
        futures::future::Either::Left((r, _)) => {
            r?;
        }
        futures::future::Either::Right((r, _)) => {
            r?;
        }
    }
    Ok(answer)
}
