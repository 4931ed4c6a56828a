//! Three clients want one second each of a server that has one thread.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{EchoClient, echo_lines};
use trace::{Clock, Lane, Picture, State, Trace};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let trace = Trace::new(clock.clone());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = trace.lane("server");
    // All three are in the kernel's queue before the server begins: A is first, and the order is the same in every run.
    let clients = ["A", "B", "C"].map(|name| (name, trace.lane(format!("client {name}"))));
    let clients = clients
        .into_iter()
        .map(|(name, lane)| start_client(name, lane, listener.local_addr()?, clock.clone()))
        .collect::<io::Result<Vec<_>>>()?;
    let start = Instant::now();
    for name in ["A", "B", "C"] {
        let (stream, _) = listener.accept()?;
        echo_lines(server.watch(format!("reads {name}"), &stream), &stream)?;
    }
    for client in clients {
        println!("{}", client.join().expect("a client panicked")?);
    }
    println!(
        "all done at {} s (really: {} ms)\n",
        clock.now().as_secs(),
        start.elapsed().as_millis()
    );
    trace.finish().publish(&Picture {
        title: "Three clients, one thread",
        description: "The server reads from A for one second, then from B, then from C. B and C wait for their greeting meanwhile; the last answer comes after three seconds.",
        column: SECOND / 12,
    })
}

/// Connects at once; thinks for a second once greeted, and only then sends its line.
fn start_client(
    name: &'static str,
    lane: Lane,
    server: SocketAddr,
    clock: Clock,
) -> io::Result<thread::JoinHandle<io::Result<String>>> {
    let mut client = EchoClient::connect(server)?;
    Ok(thread::spawn(move || {
        lane.during(State::Blocked, "waits", || client.wait_for_greeting())?;
        let greeted = clock.now().as_secs();
        lane.during(State::Running, "thinks", || clock.wait(SECOND));
        client.echo("hello")?;
        Ok(format!(
            "client {name}: greeted at {greeted} s, answered at {} s",
            clock.now().as_secs()
        ))
    }))
}
