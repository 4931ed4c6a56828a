//! Three clients want one second each of a server that has one thread and five lines.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{EchoClient, thread_cpu_time};
use ch11_reactor::{TcpListener, TcpStream, block_on, spawn};
use futures::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use trace::{Clock, Lane, Picture, State, Trace};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: server
async fn echo_lines(stream: TcpStream, lane: Lane) -> io::Result<()> {
    let (mut reader, mut writer) = (BufReader::new(&stream), &stream);
    writer.write_all(b"ready\n").await?;
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).await? > 0 {
        lane.mark("answers one");
        writer.write_all(&line).await?;
        line.clear();
    }
    Ok(())
}

async fn serve(listener: TcpListener, lane: &Lane) -> io::Result<()> {
    let mut clients = Vec::new();
    for _ in 0..3 {
        let (stream, _) = listener.accept().await?;
        clients.push(spawn(echo_lines(stream, lane.clone())));
    }
    for client in clients {
        client.await.expect("no client panics or is cancelled")?;
    }
    Ok(())
}
// ANCHOR_END: server

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let trace = Trace::new(clock.clone());
    let server = trace.lane("server");
    let lanes = ["A", "B", "C"].map(|name| (name, trace.lane(format!("client {name}"))));
    let start = Instant::now();
    let (clients, at_work) = block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let all_greeted = Arc::new(Barrier::new(3));
        let start = |(name, lane)| start_client(name, lane, address, clock.clone(), &all_greeted);
        let clients = lanes.map(start);
        let before = thread_cpu_time();
        server.begin(State::Blocked, "waits");
        serve(listener, &server).await?;
        server.end();
        io::Result::Ok((clients, thread_cpu_time() - before))
    })?;
    for client in clients {
        println!("{}", client.join().expect("a client panicked")?);
    }
    println!(
        "all done at {} s (really: {} ms, the server at work for {} ms of them)\n",
        clock.now().as_secs(),
        start.elapsed().as_millis(),
        at_work.as_millis()
    );
    trace.finish().publish(&Picture {
        title: "Three clients, one thread, async functions",
        description: "The server's thread sleeps in one call, waiting for all three at once. All three think at the same time, and after one second it answers all three.",
        column: SECOND / 12,
    })
}

/// Thinks for a second once everybody has been greeted, and only then sends its line.
fn start_client(
    name: &'static str,
    lane: Lane,
    server: SocketAddr,
    clock: Clock,
    all_greeted: &Arc<Barrier>,
) -> thread::JoinHandle<io::Result<String>> {
    let all_greeted = Arc::clone(all_greeted);
    thread::spawn(move || {
        let mut client = EchoClient::connect(server)?;
        client.wait_for_greeting()?;
        let greeted = clock.now();
        lane.begin(State::Running, "thinks");
        all_greeted.wait(); // nobody's second begins when another's is over
        clock.wait_from(greeted, SECOND);
        lane.end();
        client.echo("hello")?;
        Ok(format!(
            "client {name}: greeted at {} s, answered at {} s",
            greeted.as_secs(),
            clock.now().as_secs()
        ))
    })
}
