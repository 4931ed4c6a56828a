//! Three clients want one second each of a server that has one thread and never waits.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{EchoClient, thread_cpu_time};
use ch03_nonblocking_io::BusyServer;
use trace::{Clock, Lane, Picture, State, Trace};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let trace = Trace::new(clock.clone());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let lane = trace.lane("server");
    let clients = ["A", "B", "C"].map(|name| (name, trace.lane(format!("client {name}"))));
    let all_greeted = Arc::new(Barrier::new(clients.len()));
    let clients = clients
        .into_iter()
        .map(|(name, lane)| {
            let clock = clock.clone();
            start_client(name, lane, listener.local_addr()?, clock, &all_greeted)
        })
        .collect::<io::Result<Vec<_>>>()?;
    let (start, cpu) = (Instant::now(), thread_cpu_time());
    let mut server = BusyServer::new(listener)?;
    lane.begin(State::Running, "asks A, B, C, A, B, C, A, ...");
    while server.closed() < clients.len() {
        server.turn()?;
    }
    lane.end();
    for client in clients {
        println!("{}", client.join().expect("a client panicked")?);
    }
    println!(
        "all done at {} s (really: {} ms, the server at work for {} of them)\n",
        clock.now().as_secs(),
        start.elapsed().as_millis(),
        (thread_cpu_time() - cpu).as_millis()
    );
    trace.finish().publish(&Picture {
        title: "Three clients, one thread that never waits",
        description: "The server's one thread runs for the whole second and asks A, B and C in turn. All three think at the same time and are answered after one second.",
        column: SECOND / 40,
    })
}

/// Connects at once; thinks for a second once all are greeted, and only then sends its line.
fn start_client(
    name: &'static str,
    lane: Lane,
    server: SocketAddr,
    clock: Clock,
    all_greeted: &Arc<Barrier>,
) -> io::Result<thread::JoinHandle<io::Result<String>>> {
    let mut client = EchoClient::connect(server)?;
    let all_greeted = Arc::clone(all_greeted);
    Ok(thread::spawn(move || {
        client.wait_for_greeting()?;
        let greeted = clock.now();
        lane.during(State::Running, "thinks", || {
            all_greeted.wait(); // nobody moves the clock before all have read it
            clock.wait_from(greeted, SECOND);
        });
        client.echo("hello")?;
        Ok(format!(
            "client {name}: greeted at {} s, answered at {} s",
            greeted.as_secs(),
            clock.now().as_secs()
        ))
    }))
}
