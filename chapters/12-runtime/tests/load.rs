//! An echo server under load, with clients of every kind, and what is left of it afterwards: nothing.
//!
//! `cargo test` runs it small. At full size (10,000 connections at once, 1,000,000 requests):
//! `LOAD=full cargo test --release -p ch12-runtime --test load`
//!
//! Server and clients are two processes, so that each has its descriptors to itself; both run on our runtime.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{Shutdown, SocketAddr};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

use ch12_runtime::net::{TcpListener, TcpStream};
use ch12_runtime::time::{armed, sleep, timeout};
use ch12_runtime::{block_on, spawn, unfinished};
use conformance::Gate;
use futures::io::{AsyncReadExt, AsyncWriteExt};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

/// Who is silent for so long is sent away.
const PATIENCE: Duration = Duration::from_secs(3);

/// How much: connections, and requests of the good ones in all.
fn size() -> (usize, usize) {
    match std::env::var("LOAD").as_deref() {
        Ok("full") => (10_000, 1_000_000),
        _ => (200, 4_000),
    }
}

/// What becomes of connections, counted.
type Tally = Rc<RefCell<BTreeMap<&'static str, usize>>>;

fn count(tally: &Tally, what: &'static str) {
    *tally.borrow_mut().entry(what).or_default() += 1;
}

async fn serve(mut stream: TcpStream, tally: Tally) {
    let mut buffer = [0; 1024];
    let end = loop {
        match timeout(PATIENCE, stream.read(&mut buffer)).await {
            Err(_) => break "was silent",
            Ok(Ok(0)) => break "ended",
            Ok(Ok(received)) => {
                match timeout(PATIENCE, stream.write_all(&buffer[..received])).await {
                    Ok(Ok(())) => count(&tally, "echoes"),
                    Err(_) => break "would not read",
                    Ok(Err(_)) => break "was reset",
                }
            }
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => break "was reset",
            Ok(Err(_)) => break "failed otherwise",
        }
    };
    count(&tally, end);
}

/// Serves until the clients' process has ended, and all its connections.
async fn server() -> BTreeMap<&'static str, usize> {
    let (listener, control) = (
        TcpListener::bind("127.0.0.1:0"),
        TcpListener::bind("127.0.0.1:0"),
    );
    let (listener, control) = (
        listener.expect("a port is free"),
        control.expect("a port is free"),
    );
    let ports = [&listener, &control]
        .map(|socket| socket.local_addr().expect("it is bound").port().to_string());
    let program = std::env::current_exe().expect("a program knows where it is");
    let clients = Command::new(program)
        .arg("clients")
        .args(ports)
        .stdout(Stdio::inherit())
        .spawn();
    let mut clients = clients.expect("it starts");

    let tally = Tally::default();
    let most = Rc::new(Cell::new(0));
    let accepting = spawn({
        let (tally, most) = (Rc::clone(&tally), Rc::clone(&most));
        async move {
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => drop(spawn(serve(stream, Rc::clone(&tally)))),
                    Err(_) => count(&tally, "not accepted"),
                }
                most.set(most.get().max(unfinished()));
            }
        }
    });
    control
        .accept()
        .await
        .expect("the clients say that they have ended");
    assert!(
        clients.wait().expect("it ends").success(),
        "the clients complain"
    );
    while unfinished() > 2 {
        sleep(Duration::from_millis(5)).await; // whoever was reset last
    }
    accepting.cancel();
    accepting.await.expect_err("it was cancelled");
    tally.borrow_mut().insert("tasks at once", most.get());
    tally.borrow_mut().insert("tasks left", unfinished() - 1); // this one
    tally.borrow_mut().insert("timers left", armed());
    tally.take()
}

/// One client, of a kind that its number tells.
async fn client(number: usize, mut stream: TcpStream, start: Gate, requests: usize) -> usize {
    let mut answer = [0; 4000];
    start.await;
    match number % 100 {
        0 => assert!(
            !matches!(stream.read(&mut answer).await, Ok(1..)),
            "it is sent away"
        ),
        1 => {
            let linger = Some(Duration::ZERO); // closing is a reset
            rustix::net::sockopt::set_socket_linger(stream.registration().get_ref(), linger)
                .expect("it is a socket");
        }
        2 => {
            stream.write_all(b"last words").await.expect("it is open");
            stream.shutdown(Shutdown::Write).expect("half of it closes");
            let mut rest = Vec::new();
            stream
                .read_to_end(&mut rest)
                .await
                .expect("it answers, and ends");
            assert_eq!(rest, b"last words");
        }
        3 => {
            let mut random = fastrand::Rng::with_seed(number as u64);
            for _ in 0..10 {
                let garbage = Vec::from_iter((0..random.usize(1..4000)).map(|_| random.u8(..)));
                stream.write_all(&garbage).await.expect("it is open");
                stream
                    .read_exact(&mut answer[..garbage.len()])
                    .await
                    .expect("it answers");
                assert!(answer[..garbage.len()] == garbage[..]);
            }
        }
        _ => {
            for request in 0..requests {
                let message = [request as u8; 64];
                stream.write_all(&message).await.expect("it is open");
                stream
                    .read_exact(&mut answer[..64])
                    .await
                    .expect("it answers");
                assert!(answer[..64] == message);
            }
            return requests;
        }
    }
    0
}

async fn clients(server: SocketAddr, control: SocketAddr) {
    let (connections, requests) = size();
    let start = Gate::default();
    let mut tasks = Vec::new();
    for number in 0..connections {
        let mut stream = TcpStream::connect(server).await.expect("somebody listens");
        stream.write_all(b"?").await.expect("it is open");
        stream.read_exact(&mut [0]).await.expect("it answers");
        tasks.push(spawn(client(
            number,
            stream,
            start.clone(),
            requests.div_ceil(connections * 96 / 100), // of 100, four do something else
        )));
    }
    // All are connected. Those that stall were silent up to here; the others were, too.
    start.open();
    let mut answered = 0;
    for task in tasks {
        answered += task.await.expect("no client panics");
    }
    println!("{connections} connections, {answered} requests answered");
    drop(
        TcpStream::connect(control)
            .await
            .expect("the server waits for this"),
    );
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd")
        .expect("this is Linux")
        .count()
}

/// Runs the whole thing. In it all is counted that is there only while it runs.
fn round() -> BTreeMap<&'static str, usize> {
    block_on(async { spawn(server()).await.expect("it does not panic") })
}

fn main() {
    let limit = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, all).expect("up to the maximum is allowed");
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, role, server, control] = &arguments[..]
        && role == "clients"
    {
        let address =
            |port: &String| SocketAddr::from(([127, 0, 0, 1], port.parse().expect("a port")));
        let (server, control) = (address(server), address(control));
        return block_on(async {
            spawn(clients(server, control))
                .await
                .expect("it does not panic")
        });
    }
    // The first round is there for what a process allocates once. What it has seen is kept, until there is something newer.
    let mut seen = round();
    let (bytes, files, start) = (judge::live_bytes(), descriptors(), Instant::now());
    seen.clear();
    seen.append(&mut round());
    let left = (
        judge::live_bytes() as isize - bytes as isize,
        descriptors() as isize - files as isize,
    );
    println!("server: {seen:?}");
    println!(
        "bytes and descriptors left: {left:?}; {:.1} s",
        start.elapsed().as_secs_f64()
    );

    let (connections, requests) = size();
    let hundredth = connections / 100;
    let expect = |what, number| {
        assert_eq!(
            seen.get(what).copied().unwrap_or_default(),
            number,
            "{what}"
        )
    };
    expect("was silent", hundredth);
    expect("was reset", hundredth);
    expect("ended", connections - 2 * hundredth);
    for what in [
        "would not read",
        "failed otherwise",
        "not accepted",
        "tasks left",
        "timers left",
    ] {
        expect(what, 0);
    }
    assert!(
        seen["tasks at once"] > connections,
        "all were there at once"
    );
    assert!(seen["echoes"] >= requests, "every request was answered");
    assert_eq!(left, (0, 0), "bytes and descriptors");
}
