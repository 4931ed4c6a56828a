//! Everything that a task can wait for, in one runtime: another task, the clock, a socket, another thread.

use std::io;
use std::thread;
use std::time::Duration;

use ch12_runtime::net::{TcpListener, TcpStream};
use ch12_runtime::time::{sleep, timeout};
use ch12_runtime::{block_on, spawn};
use futures::channel::oneshot;
use futures::io::{AsyncReadExt, AsyncWriteExt};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: tasks
async fn shouts(listener: TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept().await?;
    let mut line = [0; 5];
    stream.read_exact(&mut line).await?;
    stream
        .write_all(&line.map(|byte| byte.to_ascii_uppercase()))
        .await
}

async fn program() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = spawn(shouts(listener));
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"hello").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    println!("a socket: {answer}");
    println!("a task: {:?}", server.await.expect("no panic"));

    let (tell, told) = oneshot::channel();
    let helper = thread::spawn(move || tell.send("done"));
    println!("a thread: {:?}", told.await);
    let _ = helper.join();

    let late = timeout(20 * MS, sleep(1000 * MS)).await;
    println!("the clock: {late:?}");
    let worker = spawn(sleep(1000 * MS));
    worker.cancel();
    println!("a task that was cancelled: {:?}", worker.await);
    Ok(())
}
// ANCHOR_END: tasks

fn main() -> io::Result<()> {
    block_on(program())
}
