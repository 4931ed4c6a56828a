//! The busy server over real sockets, with the clients of chapter 01.

use std::io::{self, BufRead, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ch01_blocking_io::{EchoClient, GREETING};
use ch03_nonblocking_io::{BusyServer, Turn, read_line_by_habit};
use judge::within;

const LIMIT: Duration = Duration::from_secs(10);

/// A server on a thread of its own, which ends when `clients` have come and gone.
fn serve(clients: usize) -> (SocketAddr, JoinHandle<BusyServer>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
    let address = listener.local_addr().expect("bound");
    let thread = thread::spawn(move || {
        let mut server = BusyServer::new(listener).expect("a listener");
        while server.closed() < clients {
            server.turn().expect("accepting works");
        }
        server
    });
    (address, thread)
}

#[test]
fn it_serves_all_at_once_and_a_silent_client_holds_nobody_up() {
    let server = within(LIMIT, "both clients to be served", || {
        let (address, server) = serve(3);
        let silent = TcpStream::connect(address).expect("it listens");
        let mut clients = [(); 2].map(|()| EchoClient::connect(address).expect("it listens"));
        for client in &mut clients {
            assert_eq!(client.wait_for_greeting().expect("a greeting"), GREETING);
        }
        for word in ["one", "two"] {
            for client in &mut clients {
                assert_eq!(client.echo(word).expect("an echo"), word);
            }
        }
        drop((silent, clients));
        server.join().expect("no panic")
    });
    assert_eq!((server.open(), server.closed()), (0, 3));
}

#[test]
fn a_client_that_resets_does_not_end_the_server() {
    within(LIMIT, "the second client's echo", || {
        let (address, server) = serve(2);
        let mut rude = TcpStream::connect(address).expect("it listens");
        rude.write_all(b"half a line").expect("sent");
        rude.shutdown(Shutdown::Both).expect("closed");
        drop(rude);
        let mut polite = EchoClient::connect(address).expect("it listens");
        polite.wait_for_greeting().expect("a greeting");
        assert_eq!(polite.echo("hi").expect("an echo"), "hi");
        drop(polite);
        server.join().expect("no panic");
    });
}

#[test]
fn an_idle_turn_asks_the_listener_and_every_connection_once() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let mut server = BusyServer::new(listener)?;
    assert_eq!(server.turn()?, Turn::Idle);
    let mut clients = [EchoClient::connect(address)?, EchoClient::connect(address)?];
    within(LIMIT, "two clients to be accepted and greeted", move || {
        while server.open() < 2 {
            server.turn().expect("accepting works");
        }
        for client in &mut clients {
            server.turn().expect("accepting works");
            client.wait_for_greeting().expect("a greeting");
        }
        let before = server.tally();
        assert_eq!(server.turn().expect("accepting works"), Turn::Idle);
        let asked = server.tally() - before;
        assert_eq!((asked.calls, asked.in_vain), (3, 3));
        drop(clients);
        while server.closed() < 2 {
            server.turn().expect("accepting works");
        }
        let all = server.tally();
        assert!(
            all.calls > asked.calls && all.in_vain < all.calls,
            "{all:?}"
        );
    });
    Ok(())
}

/// Half a line, nothing for now, the rest of it.
fn two_halves() -> io::BufReader<judge::ScriptedReader> {
    io::BufReader::new(judge::ScriptedReader::new([
        judge::ReadStep::Give(b"three awa".into()),
        judge::ReadStep::Fail(io::ErrorKind::WouldBlock),
        judge::ReadStep::Give(b"its\n".into()),
    ]))
}

#[test]
fn the_blocking_habit_loses_the_first_half_of_a_line() {
    let mut reader = two_halves();
    let error = read_line_by_habit(&mut reader).expect_err("half a line");
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    assert_eq!(
        read_line_by_habit(&mut reader).expect("a line feed"),
        "its\n"
    );
}

#[test]
fn read_until_loses_nothing_if_the_caller_keeps_the_buffer() {
    let (mut reader, mut line) = (two_halves(), Vec::new());
    let error = reader
        .read_until(b'\n', &mut line)
        .expect_err("half a line");
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    reader.read_until(b'\n', &mut line).expect("a line feed");
    assert_eq!(line, b"three awaits\n");
}
