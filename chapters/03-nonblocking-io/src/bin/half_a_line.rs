//! A line and two records arrive in two halves: what the blocking habit makes of them, and what a connection does.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use ch03_nonblocking_io::{Connection, read_line_by_habit};

fn main() -> io::Result<()> {
    println!("sent: \"three awa\", then \"its in a row\\n\"");
    lines_by_habit()?;
    println!("\nsent: \"recor\", then \"d-1;record-2;\"");
    records_by_habit()?;
    println!("\nsent: \"three awa\", then \"its in a row\\n\"");
    lines_with_state()
}

fn lines_by_habit() -> io::Result<()> {
    let (mut peer, stream) = pair()?;
    let mut reader = BufReader::new(&stream);
    for half in ["three awa", "its in a row\n"] {
        send(&mut peer, half, &stream)?;
        say("read_line", read_line_by_habit(&mut reader));
    }
    Ok(())
}

fn records_by_habit() -> io::Result<()> {
    let (mut peer, mut stream) = pair()?;
    for half in ["recor", "d-1;record-2;"] {
        send(&mut peer, half, &stream)?;
        let mut record = [0; 9];
        let read = stream.read_exact(&mut record);
        let record = String::from_utf8_lossy(&record);
        say("read_exact", read.map(|()| record.into_owned()));
    }
    Ok(())
}

fn lines_with_state() -> io::Result<()> {
    let (mut peer, stream) = pair()?;
    let mut connection = Connection::new(&stream);
    for half in ["three awa", "its in a row\n"] {
        send(&mut peer, half, &stream)?;
        println!("{:12} Ok({:?})", "connection", connection.turn()?);
    }
    let lines: io::Result<Vec<_>> = BufReader::new(&peer).lines().take(2).collect();
    println!("{:12} {:?}", "came back", lines?[1]); // the first is the greeting
    Ok(())
}

/// A connection, both ends; the second does not block.
fn pair() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let peer = TcpStream::connect(listener.local_addr()?)?;
    let (stream, _) = listener.accept()?;
    stream.set_nonblocking(true)?;
    Ok((peer, stream))
}

/// Sends `half` and waits until it has arrived, so that the cut is in the same place in every run.
fn send(peer: &mut TcpStream, half: &str, stream: &TcpStream) -> io::Result<()> {
    peer.write_all(half.as_bytes())?;
    stream.set_nonblocking(false)?;
    stream.peek(&mut [0])?;
    stream.set_nonblocking(true)
}

fn say(who: &str, answer: io::Result<String>) {
    match answer {
        Ok(text) => println!("{who:12} Ok({text:?})"),
        Err(error) => println!("{who:12} Err({:?})", error.kind()),
    }
}
