//! The echo server over real sockets.

use std::io::Write;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use ch01_blocking_io::{EchoClient, GREETING, echo_lines, serve};
use judge::within;

const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn lines_come_back() {
    let replies = within(LIMIT, "two lines to come back", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let mut client =
            EchoClient::connect(listener.local_addr().expect("bound")).expect("it listens");
        let server = thread::spawn(move || serve(&listener, 1));
        let replies = [
            client.wait_for_greeting().expect("a greeting"),
            client.echo("one").expect("an echo"),
            client.echo("two").expect("an echo"),
        ];
        drop(client);
        server
            .join()
            .expect("no panic")
            .expect("the server ends when its client does");
        replies
    });
    assert_eq!(replies, [GREETING, "one", "two"]);
}

#[test]
fn the_second_client_is_greeted_only_when_the_first_is_gone() {
    within(LIMIT, "both clients to be served", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let address = listener.local_addr().expect("bound");
        let mut first = EchoClient::connect(address).expect("it listens");
        let second = TcpStream::connect(address).expect("the kernel accepts for the server");
        let server = thread::spawn(move || serve(&listener, 2));
        assert_eq!(first.echo("hi").expect("an answer"), GREETING);
        second.set_nonblocking(true).expect("a socket");
        let early = second.peek(&mut [0]).expect_err("no greeting yet");
        assert_eq!(early.kind(), std::io::ErrorKind::WouldBlock);
        drop((first, second));
        server.join().expect("no panic").expect("served");
    });
}

#[test]
fn a_client_that_resets_does_not_end_the_server() {
    within(LIMIT, "the second client's echo", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let address = listener.local_addr().expect("bound");
        let mut rude = TcpStream::connect(address).expect("it listens");
        rude.write_all(b"half a line").expect("sent");
        rude.shutdown(Shutdown::Both).expect("closed");
        drop(rude); // with the greeting unread: a reset
        let mut polite = EchoClient::connect(address).expect("it listens");
        let server = thread::spawn(move || serve(&listener, 2));
        assert_eq!(polite.wait_for_greeting().expect("a greeting"), GREETING);
        assert_eq!(polite.echo("hi").expect("an echo"), "hi");
        drop(polite);
        server.join().expect("no panic").expect("served");
    });
}

#[test]
fn the_last_line_needs_no_line_feed() {
    let mut reply = Vec::new();
    let lines = echo_lines(&b"one\ntwo"[..], &mut reply).expect("memory does not fail");
    assert_eq!((lines, reply), (2, b"ready\none\ntwo".to_vec()));
}
