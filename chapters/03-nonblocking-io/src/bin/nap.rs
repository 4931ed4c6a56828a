//! The cure that is none: a nap between two turns buys processor time with everybody's patience.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{EchoClient, serve, thread_cpu_time};
use ch03_nonblocking_io::BusyServer;

const LINES: u32 = 30;

fn main() -> io::Result<()> {
    println!(
        "{:16} {:>10} {:>12} {:>12}",
        "between turns", "processor", "median echo", "slowest echo"
    );
    measure("blocks instead", |listener| serve(&listener, 1))?;
    measure("nothing", |listener| serve_busily(listener, Duration::ZERO))?;
    for (name, micros) in [
        ("a nap of 0.1 ms", 100),
        ("a nap of 1 ms", 1000),
        ("a nap of 10 ms", 10_000),
    ] {
        let nap = Duration::from_micros(micros);
        measure(name, move |listener| serve_busily(listener, nap))?;
    }
    println!("\nmeasured on {}", trace::machine());
    Ok(())
}

fn serve_busily(listener: TcpListener, nap: Duration) -> io::Result<()> {
    let mut server = BusyServer::new(listener)?;
    while server.closed() == 0 {
        server.turn()?;
        if !nap.is_zero() {
            thread::sleep(nap);
        }
    }
    Ok(())
}

/// Lets one client talk to a server on a thread of its own, and prints what the thread used and how long echoes took.
fn measure(
    name: &str,
    serve: impl FnOnce(TcpListener) -> io::Result<()> + Send + 'static,
) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let start = Instant::now();
    let server = thread::spawn(move || serve(listener).map(|()| thread_cpu_time()));
    let delays = talk(address)?;
    let used = server.join().expect("the server panicked")?;
    println!(
        "{name:16} {:>8.1} % {:>9.2} ms {:>9.2} ms",
        used.as_secs_f64() / start.elapsed().as_secs_f64() * 100.0,
        delays[delays.len() / 2].as_secs_f64() * 1000.0,
        delays[delays.len() - 1].as_secs_f64() * 1000.0
    );
    Ok(())
}

/// Says a line now and then, and gives how long each took to come back, the quickest first.
fn talk(server: SocketAddr) -> io::Result<Vec<Duration>> {
    let mut client = EchoClient::connect(server)?;
    client.wait_for_greeting()?;
    let mut delays = Vec::new();
    for line in 0..LINES {
        // A different pause each time, so that lines do not fall in step with the naps.
        thread::sleep(Duration::from_micros(3000 + u64::from(line) * 730));
        let sent = Instant::now();
        client.echo("hello")?;
        delays.push(sent.elapsed());
    }
    delays.sort();
    Ok(delays)
}
