//! One client of many says a line: how many calls it takes to find out which.

use std::io;
use std::net::{TcpListener, TcpStream};

use ch03_nonblocking_io::{BusyServer, Turn};

fn main() -> io::Result<()> {
    println!("{:>8} {:>8} {:>8}", "clients", "calls", "in vain");
    for clients in [1, 10, 100] {
        let (calls, in_vain) = one_line_from_one_of(clients)?;
        println!("{clients:>8} {calls:>8} {in_vain:>8}");
    }
    Ok(())
}

/// The calls of the turn in which the line of the last client is found and echoed.
fn one_line_from_one_of(clients: usize) -> io::Result<(u64, u64)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let mut server = BusyServer::new(listener)?;
    let mut peers = Vec::new();
    while server.open() < clients {
        if peers.len() == server.open() {
            peers.push(TcpStream::connect(address)?);
        }
        server.turn()?;
    }
    while server.turn()? != Turn::Idle {}
    io::Write::write_all(&mut peers[clients - 1], b"here\n")?;
    loop {
        let before = server.tally();
        if server.turn()? == Turn::Progress {
            let turn = server.tally() - before;
            return Ok((turn.calls, turn.in_vain));
        }
    }
}
