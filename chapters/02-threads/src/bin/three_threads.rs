//! The three clients of chapter 01, and a server that has a thread for each of them.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{EchoClient, echo_lines};
use trace::{Clock, Lane, Picture, State, Trace};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);
const NAMES: [&str; 3] = ["A", "B", "C"];

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let trace = Trace::new(clock.clone());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let threads = NAMES.map(|name| trace.lane(format!("thread {name}")));
    let all_greeted = Arc::new(Barrier::new(NAMES.len()));
    let clients = NAMES
        .iter()
        .map(|name| {
            let lane = trace.lane(format!("client {name}"));
            start_client(name, lane, listener.local_addr()?, &clock, &all_greeted)
        })
        .collect::<io::Result<Vec<_>>>()?;
    let start = Instant::now();
    // This is `serve_threaded`, with a lane for each thread to be seen on.
    thread::scope(|scope| {
        for (name, lane) in NAMES.iter().zip(threads) {
            let (stream, _) = listener.accept()?;
            scope.spawn(move || echo_lines(lane.watch(format!("reads {name}"), &stream), &stream));
        }
        io::Result::Ok(())
    })?;
    for client in clients {
        println!("{}", client.join().expect("a client panicked")?);
    }
    println!(
        "all done at {} s (really: {} ms)\n",
        clock.now().as_secs(),
        start.elapsed().as_millis()
    );
    trace.finish().publish(&Picture {
        title: "Three clients, three threads",
        description: "Three threads of the server read from A, B and C at the same time. All three clients think from the beginning to one second, and all is done.",
        column: SECOND / 12,
    })
}

/// Connects at once; thinks for a second once greeted, together with the others, and only then sends its line.
fn start_client(
    name: &'static str,
    lane: Lane,
    server: SocketAddr,
    clock: &Clock,
    all_greeted: &Arc<Barrier>,
) -> io::Result<thread::JoinHandle<io::Result<String>>> {
    let mut client = EchoClient::connect(server)?;
    let (clock, all_greeted) = (clock.clone(), Arc::clone(all_greeted));
    Ok(thread::spawn(move || {
        client.wait_for_greeting()?;
        let greeted = clock.now();
        lane.during(State::Running, "thinks", || {
            all_greeted.wait();
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
