//! A peer that speaks and three that end, and what a read and a write say to each.

use std::io::{self, Read, Write};
use std::net::{self, Shutdown};

use ch11_reactor::{TcpListener, TcpStream, block_on};
use futures::io::{AsyncReadExt, AsyncWriteExt};

/// Connects a peer that blocks to a stream of ours.
async fn pair() -> io::Result<(net::TcpStream, TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let peer = net::TcpStream::connect(listener.local_addr()?)?;
    let (stream, _) = listener.accept().await?;
    Ok((peer, stream))
}

// ANCHOR: tell
async fn tell(ending: &str, stream: &mut TcpStream) {
    let mut buffer = [0; 16];
    let read = words(stream.read(&mut buffer).await);
    let write = words(stream.write(b"answer").await);
    println!("{ending:12} read: {read:27} write: {write}");
}
// ANCHOR_END: tell

fn words(result: io::Result<usize>) -> String {
    match result {
        Ok(0) => "the end".to_owned(),
        Ok(count) => format!("{count} bytes"),
        Err(error) => error.kind().to_string(),
    }
}

// ANCHOR: main
async fn main_task() -> io::Result<()> {
    let (mut peer, mut stream) = pair().await?;
    peer.write_all(b"hi")?;
    tell("speaks", &mut stream).await;

    let (peer, mut stream) = pair().await?;
    peer.shutdown(Shutdown::Write)?;
    tell("half-closes", &mut stream).await;
    let mut answer = [0; 16];
    println!("{:12} reads: {}", "", words((&peer).read(&mut answer)));

    let (peer, mut stream) = pair().await?;
    drop(peer);
    tell("closes", &mut stream).await;

    let (peer, mut stream) = pair().await?;
    stream.write_all(b"unread").await?;
    peer.peek(&mut [0])?; // it has come
    drop(peer); // with bytes that nobody has read: the kernel answers with a reset
    tell("resets", &mut stream).await;
    Ok(())
}
// ANCHOR_END: main

fn main() -> io::Result<()> {
    block_on(main_task())
}
