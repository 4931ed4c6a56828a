//! A thread for every connection.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use ch01_blocking_io::{EchoClient, GREETING};
use ch02_threads::serve_threaded;
use judge::within;

const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn every_client_is_served_while_the_others_are_silent() {
    within(LIMIT, "three clients to be served at once", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let address = listener.local_addr().expect("bound");
        let mut clients = [1, 2, 3].map(|_| EchoClient::connect(address).expect("it listens"));
        let server = thread::spawn(move || serve_threaded(&listener, 3));
        for client in &mut clients {
            assert_eq!(client.wait_for_greeting().expect("a greeting"), GREETING);
        }
        // The last first: in chapter 01 this client would be waiting for the other two.
        for (name, client) in ["a", "b", "c"].iter().zip(&mut clients).rev() {
            assert_eq!(client.echo(name).expect("an echo"), *name);
        }
        drop(clients);
        server.join().expect("no panic").expect("all are served");
    });
}

#[test]
fn it_returns_when_the_last_client_is_gone() {
    within(LIMIT, "the server to end with its clients", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let address = listener.local_addr().expect("bound");
        let mut last = EchoClient::connect(address).expect("it listens");
        let server = thread::spawn(move || serve_threaded(&listener, 1));
        last.wait_for_greeting().expect("a greeting");
        assert!(!server.is_finished(), "the client is still there");
        drop(last);
        server.join().expect("no panic").expect("served");
    });
}

/// Where an accepted socket does not inherit that its listener never waits.
#[cfg(target_os = "linux")]
#[test]
fn an_error_comes_out_when_the_conversations_that_began_are_over() {
    within(LIMIT, "the server to give its error", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        listener.set_nonblocking(true).expect("a socket"); // a third `accept` will fail at once
        let address = listener.local_addr().expect("bound");
        let mut clients = [1, 2].map(|_| EchoClient::connect(address).expect("it listens"));
        let server = thread::spawn(move || serve_threaded(&listener, 3));
        for client in &mut clients {
            client.wait_for_greeting().expect("a greeting");
            assert_eq!(client.echo("hi").expect("an echo"), "hi");
            assert!(!server.is_finished(), "conversations are going on");
        }
        drop(clients);
        let error = server
            .join()
            .expect("no panic")
            .expect_err("no third client");
        assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock);
    });
}

#[test]
fn a_client_that_resets_disturbs_no_other() {
    within(LIMIT, "the polite client's echo", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let address = listener.local_addr().expect("bound");
        let mut rude = TcpStream::connect(address).expect("it listens");
        rude.write_all(b"half a line").expect("sent");
        drop(rude); // with the greeting unread: a reset
        let mut polite = EchoClient::connect(address).expect("it listens");
        let server = thread::spawn(move || serve_threaded(&listener, 2));
        assert_eq!(polite.wait_for_greeting().expect("a greeting"), GREETING);
        assert_eq!(polite.echo("hi").expect("an echo"), "hi");
        drop(polite);
        server.join().expect("no panic").expect("served");
    });
}
