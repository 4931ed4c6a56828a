//! A server that has no descriptor left for its third client: what it hears, and how often.

use std::io::{self, Read};
use std::net;
use std::os::fd::AsRawFd;

use ch11_reactor::{JoinHandle, TcpListener, TcpStream, block_on, spawn, yield_now};
use futures::io::{AsyncReadExt, AsyncWriteExt};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Lowers the limit, so that `room` more descriptors can be opened. Gives the limit that was.
fn leave_room_for(room: usize) -> io::Result<Rlimit> {
    let before = getrlimit(Resource::Nofile);
    let free = (0..room).map(|_| net::UdpSocket::bind("127.0.0.1:0"));
    let free = free.collect::<io::Result<Vec<_>>>()?; // the kernel gives the lowest numbers that are free
    let highest = free.iter().map(AsRawFd::as_raw_fd).max().unwrap_or(0);
    let current = u64::try_from(highest).ok().map(|highest| highest + 1);
    let maximum = before.maximum;
    setrlimit(Resource::Nofile, Rlimit { current, maximum })?;
    Ok(before)
}

// ANCHOR: serve
async fn serve(listener: TcpListener) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(spawn(greet(stream))),
            Err(error) => println!("server: {}", words(&error)),
        }
    }
}

async fn greet(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"hello").await?;
    println!("server: greeted a client");
    let _bytes = stream.read(&mut [0; 16]).await?; // until it says something, or goes
    Ok(())
}
// ANCHOR_END: serve

/// The kernel's words, without the error's number.
fn words(error: &io::Error) -> String {
    let words = error.to_string();
    words.split(" (os").next().unwrap_or_default().to_owned()
}

// ANCHOR: main
async fn main_task() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.push(net::TcpStream::connect(address)?); // the kernel accepts them, and keeps them in its queue
    }
    let before = leave_room_for(2)?;
    let _server: JoinHandle<()> = spawn(serve(listener));
    turns(1000).await;
    println!("a thousand turns later, a client leaves");
    drop(clients.remove(0));
    turns(1000).await;
    let mut greeting = [0; 5];
    clients[1].read_exact(&mut greeting)?;
    println!(
        "the third client reads: {}",
        String::from_utf8_lossy(&greeting)
    );
    setrlimit(Resource::Nofile, before)?;
    Ok(())
}
// ANCHOR_END: main

async fn turns(count: usize) {
    for _ in 0..count {
        yield_now().await;
    }
}

fn main() -> io::Result<()> {
    block_on(main_task())
}
