//! One thread, many clients.

mod common;

use std::cell::Cell;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::thread;

use ch01_blocking_io::{EchoClient, GREETING};
use ch04_event_loop::EventLoop;
use common::LIMIT;
use judge::within;
use rustix::process::{Resource, getrlimit, setrlimit};

/// Starts a line-echo server on a loop of its own, which ends when `clients` clients are gone.
fn start(clients: usize) -> (SocketAddr, thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("bound");
    let server = thread::spawn(move || {
        let mut event_loop = EventLoop::new().expect("a loop");
        let (listener, left) = (Rc::new(listener), Rc::new(Cell::new(clients)));
        let source = Rc::clone(&listener);
        let accept = move |event_loop: &mut EventLoop| match listener.accept() {
            Ok((client, _)) => converse(event_loop, client, Rc::clone(&left)).expect("a client"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        };
        event_loop.add_reader(&source, accept).expect("watched");
        event_loop.run_forever().expect("a run");
    });
    (address, server)
}

fn converse(
    event_loop: &mut EventLoop,
    mut client: TcpStream,
    left: Rc<Cell<usize>>,
) -> io::Result<()> {
    client.set_nonblocking(true)?;
    writeln!(client, "{GREETING}")?;
    let client = Rc::new(client);
    event_loop.add_reader(&Rc::clone(&client), move |event_loop| {
        let mut piece = [0; 100];
        let read = (&*client).read(&mut piece).expect("a client that is there");
        (&*client)
            .write_all(&piece[..read])
            .expect("a client that reads");
        if read == 0 {
            event_loop.remove_reader(&client);
            left.set(left.get() - 1);
            if left.get() == 0 {
                event_loop.stop();
            }
        }
    })
}

/// Connects, and is greeted before the next one connects: the kernel's queue holds 128 that nobody
/// has accepted.
fn connect(server: SocketAddr) -> EchoClient {
    let mut client = EchoClient::connect(server).expect("it listens");
    assert_eq!(client.wait_for_greeting().expect("a greeting"), GREETING);
    client
}

#[test]
fn a_client_that_thinks_keeps_nobody_waiting() {
    within(
        LIMIT,
        "the second client's echo while the first one thinks",
        || {
            let (address, server) = start(2);
            let (mut thinker, mut quick) = (connect(address), connect(address));
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
    // Two ends of each, and the loop's own; and some for the test itself.
    const DESCRIPTORS: u64 = 3 * CLIENTS as u64 + 50;
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < DESCRIPTORS) {
        limit.current = Some(DESCRIPTORS);
        let raised = setrlimit(Resource::Nofile, limit);
        raised.expect("this test needs 3050 descriptors: raise the hard limit, `ulimit -Hn`");
    }
    within(LIMIT, "a thousand echoes", || {
        let (address, server) = start(CLIENTS);
        let mut clients: Vec<_> = (0..CLIENTS).map(|_| connect(address)).collect();
        for (number, client) in clients.iter_mut().enumerate().rev() {
            let line = number.to_string();
            assert_eq!(client.echo(&line).expect("an echo"), line);
        }
        drop(clients);
        server.join().expect("served");
    });
}
