//! Programs on the loop: the echo server, and the interview.

mod common;

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use ch01_blocking_io::{EchoClient, GREETING};
use ch04_event_loop::{EventLoop, Served, allow_descriptors, interview, serve};
use common::LIMIT;
use judge::within;

/// Serves until `clients` clients are gone; on the thread of the caller.
fn serve_until_gone(listener: TcpListener, clients: usize) {
    let mut event_loop = EventLoop::new().expect("a loop");
    let gone = Cell::new(0);
    let observer = move |event_loop: &mut EventLoop, served| {
        gone.set(gone.get() + usize::from(served == Served::Closed));
        if gone.get() == clients {
            event_loop.stop();
        }
    };
    serve(&mut event_loop, listener, observer).expect("a listener can be watched");
    event_loop.run_forever().expect("a run");
}

fn start(clients: usize) -> (SocketAddr, thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
    let address = listener.local_addr().expect("bound");
    (
        address,
        thread::spawn(move || serve_until_gone(listener, clients)),
    )
}

#[test]
fn a_client_that_thinks_keeps_nobody_waiting() {
    within(
        LIMIT,
        "the second client's echo while the first one thinks",
        || {
            let (address, server) = start(2);
            let mut thinker = EchoClient::connect(address).expect("it listens");
            assert_eq!(thinker.wait_for_greeting().expect("a greeting"), GREETING);
            let mut quick = EchoClient::connect(address).expect("it listens");
            assert_eq!(quick.wait_for_greeting().expect("a greeting"), GREETING);
            assert_eq!(quick.echo("hi").expect("an echo"), "hi");
            assert_eq!(thinker.echo("well").expect("an echo"), "well");
            drop((thinker, quick));
            server.join().expect("served");
        },
    );
}

#[test]
fn one_thread_serves_a_thousand_connections_at_once() {
    const CLIENTS: usize = 1000;
    allow_descriptors(3 * CLIENTS as u64 + 50).unwrap_or_else(|error| panic!("{error}"));
    within(LIMIT, "a thousand echoes", || {
        let (address, server) = start(CLIENTS);
        // Each is greeted before the next one connects: the kernel's queue holds 128 that nobody has accepted.
        let mut clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let mut client = EchoClient::connect(address).expect("it listens");
                assert_eq!(client.wait_for_greeting().expect("a greeting"), GREETING);
                client
            })
            .collect();
        for (number, client) in clients.iter_mut().enumerate().rev() {
            let line = number.to_string();
            assert_eq!(client.echo(&line).expect("an echo"), line);
        }
        drop(clients);
        server.join().expect("served");
    });
}

#[test]
fn a_client_that_does_not_read_is_let_go() {
    within(
        LIMIT,
        "the server to give up a client that does not read",
        || {
            let (address, server) = start(1);
            let mut deaf = TcpStream::connect(address).expect("it listens");
            // It writes until the server has closed; the kernel's buffers are finite.
            let mebibyte = vec![b'x'; 1 << 20];
            while deaf.write_all(&mebibyte).is_ok() {}
            server.join().expect("served");
        },
    );
}

#[test]
fn asking_for_more_descriptors_than_there_can_be_is_told_in_a_sentence() {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    if limit.maximum.is_some() {
        let error = allow_descriptors(u64::MAX - 1).expect_err("nobody has so many");
        assert!(
            error.to_string().contains("raise the hard limit"),
            "{error}"
        );
    }
}

/// What the interview ends with, when the client plays its part and drops its end.
fn interviewed(
    limit: Duration,
    client: fn(TcpStream) -> io::Result<()>,
) -> io::Result<[String; 3]> {
    within(LIMIT, "the interview to end", move || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let stream = TcpStream::connect(listener.local_addr().expect("bound")).expect("it listens");
        let client = thread::spawn(move || client(stream));
        let (stream, _) = listener.accept().expect("a client");
        stream.set_nonblocking(true).expect("a socket");
        let mut event_loop = EventLoop::new().expect("a loop");
        let (tell, outcome) = std::sync::mpsc::channel();
        interview(&mut event_loop, stream, limit, move |event_loop, result| {
            tell.send(result).expect("the test listens");
            event_loop.stop();
        });
        event_loop.run_forever().expect("a run");
        assert_eq!(
            event_loop.pending(),
            0,
            "no timer and no reader is left behind"
        );
        client.join().expect("no panic").expect("the client's part");
        outcome.recv().expect("an outcome")
    })
}

#[test]
fn an_interview_collects_three_answers_even_if_they_come_at_once() {
    let answers = interviewed(LIMIT, |mut client| {
        client.write_all(b"Lancelot\nthe Grail\nblue\n")?;
        BufReader::new(client)
            .lines()
            .take(3)
            .try_for_each(|line| line.map(drop))
    });
    assert_eq!(answers.expect("answers"), ["Lancelot", "the Grail", "blue"]);
}

#[test]
fn an_interview_ends_when_an_answer_is_late_or_the_client_is_gone() {
    let late = interviewed(Duration::from_millis(20), |mut client| {
        client.write_all(b"Robin\n")?;
        client.read_to_end(&mut Vec::new()).map(drop) // until the other side has given up
    });
    assert_eq!(late.expect_err("no answer").kind(), ErrorKind::TimedOut);
    let gone = interviewed(LIMIT, |client| {
        BufReader::new(client)
            .read_line(&mut String::new())
            .map(drop)
    });
    assert_eq!(
        gone.expect_err("nobody there").kind(),
        ErrorKind::UnexpectedEof
    );
}
