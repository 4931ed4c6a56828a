//! Three clients want one second each of a server that has one thread and an event loop.

use std::cell::Cell;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{EchoClient, GREETING, thread_cpu_time};
use ch04_event_loop::EventLoop;
use trace::{Clock, Lane, Picture, State, Trace};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let trace = Trace::new(clock.clone());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = trace.lane("server");
    let address = listener.local_addr()?;
    let all_greeted = Arc::new(Barrier::new(3));
    let clients = ["A", "B", "C"].map(|name| {
        let lane = trace.lane(format!("client {name}"));
        start_client(name, lane, address, clock.clone(), &all_greeted)
    });
    let (start, at_work) = (Instant::now(), thread_cpu_time());
    serve_three(listener, &server)?;
    let at_work = thread_cpu_time() - at_work;
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
        title: "Three clients, one event loop",
        description: "The server sleeps in one call, waiting for all three at once. All three think at the same time, and after one second it answers all three.",
        column: SECOND / 12,
    })
}

fn serve_three(listener: TcpListener, lane: &Lane) -> io::Result<()> {
    let mut event_loop = EventLoop::new()?;
    listener.set_nonblocking(true)?;
    let (listener, gone) = (Rc::new(listener), Rc::new(Cell::new(0)));
    let marks = lane.clone();
    event_loop.add_reader(&Rc::clone(&listener), move |event_loop| {
        if let Err(error) = accept_client(event_loop, &listener, &marks, &gone) {
            eprintln!("a client is lost: {error}");
        }
    })?;
    lane.during(State::Blocked, "waits", || event_loop.run_forever())
}

// ANCHOR: server
fn accept_client(
    event_loop: &mut EventLoop,
    listener: &TcpListener,
    lane: &Lane,
    gone: &Rc<Cell<usize>>,
) -> io::Result<()> {
    let (mut client, _) = listener.accept()?;
    client.set_nonblocking(true)?;
    writeln!(client, "{GREETING}")?;
    let (client, lane, gone) = (Rc::new(client), lane.clone(), Rc::clone(gone));
    event_loop.add_reader(&Rc::clone(&client), move |event_loop| match echo(&client) {
        Ok(count) if count > 0 => lane.mark("answers one"),
        Err(error) if error.kind() == ErrorKind::WouldBlock => {}
        _ => {
            event_loop.remove_reader(&client);
            gone.set(gone.get() + 1);
            if gone.get() == 3 {
                event_loop.stop();
            }
        }
    })
}

/// Sends back what has come, and gives how many bytes that were; 0 at the end.
fn echo(mut client: &TcpStream) -> io::Result<usize> {
    let mut piece = [0; 4096];
    let count = client.read(&mut piece)?;
    let sent = client.write_all(&piece[..count]);
    // A client that reads nothing fills the kernel's buffer. We cannot wait for it here, so we let
    // it go.
    sent.map_err(|_| ErrorKind::BrokenPipe)?;
    Ok(count)
}
// ANCHOR_END: server

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
