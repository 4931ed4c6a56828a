//! What each call says on a non-blocking socket when it has nothing, when it has something, and at the end.

use std::fmt::Debug;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    say("accept, nobody has connected", listener.accept());
    let mut peer = TcpStream::connect(listener.local_addr()?)?;
    listener.set_nonblocking(false)?; // for once we want to wait: until the kernel has the connection ready
    let (mut stream, _) = listener.accept()?;
    stream.set_nonblocking(true)?;
    say("read, nothing was sent", stream.read(&mut [0; 100]));
    peer.write_all(b"hello")?;
    wait_for_bytes(&stream)?;
    say("read, five bytes were sent", stream.read(&mut [0; 100]));
    let piece = [0; 1000];
    let (mut taken, mut writes) = (0, 0);
    let full = loop {
        match stream.write(&piece) {
            Ok(count) => (taken, writes) = (taken + count, writes + 1),
            full => break full,
        }
    };
    println!(
        "{:30}  {writes} times Ok, {taken} bytes in all",
        "write, again and again"
    );
    say("write, the peer does not read", full);
    peer.shutdown(std::net::Shutdown::Write)?;
    wait_for_bytes(&stream)?;
    say("read, the peer has closed", stream.read(&mut [0; 100]));
    Ok(())
}

fn say(call: &str, answer: io::Result<impl Debug>) {
    match answer {
        Ok(value) => println!("{call:30}  Ok({value:?})"),
        Err(error) => println!("{call:30}  Err({:?}): {error}", error.kind()),
    }
}

/// Blocks until the next read has something to say, so that the demo says the same in every run.
fn wait_for_bytes(stream: &TcpStream) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.peek(&mut [0])?;
    stream.set_nonblocking(true)
}
