//! The same three clients, and a server that has a pool of two threads.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use ch01_blocking_io::{EchoClient, echo_lines};
use ch02_threads::Pool;
use trace::{Clock, Lane, Picture, State, Trace};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let trace = Trace::new(clock.clone());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let jobs = ["A", "B", "C"].map(|name| (name, trace.lane(format!("job {name}"))));
    // A and B are served together, C alone: who thinks together starts and ends together.
    let (pair, alone) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(1)));
    let clients = [("A", &pair), ("B", &pair), ("C", &alone)];
    let clients = clients.map(|(name, company)| {
        let lane = trace.lane(format!("client {name}"));
        start_client(
            name,
            lane,
            listener.local_addr()?,
            clock.clone(),
            Arc::clone(company),
        )
    });
    let pool = Pool::new(2)?;
    for (name, lane) in jobs {
        let (stream, _) = listener.accept()?;
        lane.begin(State::Ready, "queued");
        pool.execute(move || {
            lane.end();
            let _ = echo_lines(lane.watch(format!("reads {name}"), &stream), &stream);
        });
    }
    pool.shutdown();
    for client in clients {
        println!("{}", client?.join().expect("a client panicked")?);
    }
    println!("all done at {} s\n", clock.now().as_secs());
    trace.finish().publish(&Picture {
        title: "Three clients, a pool of two threads",
        description: "The jobs of A and B are taken at once and last for one second. The job of C lies in the queue for that second, and client C waits; then a worker is free, and C is served until the second second.",
        column: SECOND / 12,
    })
}

/// Connects at once; thinks for a second once greeted, then sends its line.
fn start_client(
    name: &'static str,
    lane: Lane,
    server: SocketAddr,
    clock: Clock,
    company: Arc<Barrier>,
) -> io::Result<thread::JoinHandle<io::Result<String>>> {
    let mut client = EchoClient::connect(server)?;
    lane.begin(State::Blocked, "waits");
    Ok(thread::spawn(move || {
        client.wait_for_greeting()?;
        lane.end();
        let greeted = clock.now();
        lane.during(State::Running, "thinks", || {
            company.wait();
            clock.wait_from(greeted, SECOND);
        });
        client.echo("hello")?;
        let answered = clock.now();
        company.wait(); // nobody hangs up before the other has looked at the clock
        Ok(format!(
            "client {name}: greeted at {} s, answered at {} s",
            greeted.as_secs(),
            answered.as_secs()
        ))
    }))
}
