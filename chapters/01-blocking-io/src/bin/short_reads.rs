//! One frame crosses a socket in pieces, and a reader that trusts one read loses most of it.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

use ch01_blocking_io::{read_frame, read_frame_trusting, write_frame};

const PAYLOAD: &[u8] = b"three awaits in a row";

fn main() -> io::Result<()> {
    println!("sent:     \"{}\"", PAYLOAD.escape_ascii());
    let trusting = read_frame_trusting(&mut Pieces::of_a_frame()?)?;
    println!("trusting: \"{}\"", trusting.escape_ascii());
    let careful = read_frame(&mut Pieces::of_a_frame()?, 1024).map_err(io::Error::other)?;
    println!(
        "careful:  \"{}\"",
        careful.unwrap_or_default().escape_ascii()
    );
    Ok(())
}

/// Both ends of a connection. The next ten bytes are sent when the last ten have been read: TCP may cut a stream
/// anywhere, this one is cut in the same places in every run.
struct Pieces {
    unsent: Vec<u8>,
    in_flight: usize,
    sender: TcpStream,
    receiver: TcpStream,
}

impl Pieces {
    fn of_a_frame() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let sender = TcpStream::connect(listener.local_addr()?)?;
        let mut unsent = Vec::new();
        write_frame(&mut unsent, PAYLOAD)?;
        Ok(Self {
            unsent,
            in_flight: 0,
            sender,
            receiver: listener.accept()?.0,
        })
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.in_flight == 0 {
            let piece: Vec<u8> = self.unsent.drain(..self.unsent.len().min(10)).collect();
            self.sender.write_all(&piece)?;
            self.in_flight = piece.len();
        }
        let count = self.receiver.read(buffer)?;
        self.in_flight -= count;
        Ok(count)
    }
}
