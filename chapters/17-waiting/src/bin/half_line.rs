//! A line that arrives in two halves, read in a loop that also ticks: once half of it is lost, once nothing is.

use std::io;
use std::time::Duration;

use paused::now;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{Instant, interval_at, sleep};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: inside
/// A line, without its end.
async fn read_line(stream: &mut DuplexStream) -> io::Result<String> {
    let mut line = String::new();
    loop {
        match stream.read_u8().await? {
            b'\n' => return Ok(line),
            byte => line.push(byte.into()),
        }
    }
}
// ANCHOR_END: inside

// ANCHOR: outside
/// A line, without its end. What has come of it is kept in `line`, also if this is dropped.
async fn read_line_into(stream: &mut DuplexStream, line: &mut String) -> io::Result<String> {
    loop {
        match stream.read_u8().await? {
            b'\n' => return Ok(std::mem::take(line)),
            byte => line.push(byte.into()),
        }
    }
}
// ANCHOR_END: outside

// ANCHOR: loops
async fn line_is_inside(mut stream: DuplexStream) -> io::Result<String> {
    let mut ticks = interval_at(Instant::now() + 20 * MS, 20 * MS);
    loop {
        tokio::select! {
            line = read_line(&mut stream) => return line,
            _ = ticks.tick() => println!("  tick at {} ms", now()),
        }
    }
}
// ANCHOR_END: loops

async fn line_is_outside(mut stream: DuplexStream) -> io::Result<String> {
    let mut ticks = interval_at(Instant::now() + 20 * MS, 20 * MS);
    let mut line = String::new();
    loop {
        tokio::select! {
            line = read_line_into(&mut stream, &mut line) => return line,
            _ = ticks.tick() => println!("  tick at {} ms", now()),
        }
    }
}

/// A peer that sends "hel" at 10 ms and "lo" at 30 ms.
fn slow_peer() -> DuplexStream {
    let (mut peer, stream) = duplex(64);
    tokio::spawn(async move {
        for half in ["hel", "lo\n"] {
            sleep(10 * MS).await;
            peer.write_all(half.as_bytes()).await.expect("it listens");
            sleep(10 * MS).await;
        }
    });
    stream
}

fn main() -> io::Result<()> {
    println!("the line is in the future:");
    let line = paused::run(|| async { line_is_inside(slow_peer()).await }).output?;
    println!("  {line:?}");
    println!("the line is outside of it:");
    let line = paused::run(|| async { line_is_outside(slow_peer()).await }).output?;
    println!("  {line:?}");
    Ok(())
}
