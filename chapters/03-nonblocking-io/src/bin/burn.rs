//! Nothing happens for a while: what that costs a thread that blocks, and a thread that keeps asking.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::thread_cpu_time;
use ch03_nonblocking_io::{BusyServer, Tally, Turn};

const WAIT: Duration = Duration::from_millis(200);

fn main() -> io::Result<()> {
    println!(
        "{:20} {:>8} {:>10} {:>8} {:>8}",
        "200 ms of silence", "waited", "processor", "calls", "in vain"
    );
    let blocked = Tally {
        calls: 1,
        in_vain: 0,
    };
    show("a thread that blocks", block()?, blocked);
    let (cost, tally) = poll()?;
    show("a busy server", cost, tally);
    println!("\nmeasured on {}", trace::machine());
    Ok(())
}

/// One client that says nothing, and a thread that waits for it in `read`.
fn block() -> io::Result<(Duration, Duration)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut peer = TcpStream::connect(listener.local_addr()?)?;
    let (mut stream, _) = listener.accept()?;
    let start = Instant::now();
    let reader = thread::spawn(move || -> io::Result<_> {
        let cpu = thread_cpu_time();
        stream.read_exact(&mut [0])?;
        Ok((start.elapsed(), thread_cpu_time() - cpu))
    });
    thread::sleep(WAIT); // the silence whose cost is measured
    peer.write_all(b"!")?;
    reader.join().expect("the reader panicked")
}

/// Three clients that say nothing, and a thread that asks them.
fn poll() -> io::Result<((Duration, Duration), Tally)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let _silent = [(); 3].map(|()| TcpStream::connect(address));
    let mut server = BusyServer::new(listener)?;
    while server.open() < 3 || server.turn()? != Turn::Idle {
        server.turn()?;
    }
    let (before, start, cpu) = (server.tally(), Instant::now(), thread_cpu_time());
    while start.elapsed() < WAIT {
        server.turn()?;
    }
    let cost = (start.elapsed(), thread_cpu_time() - cpu);
    Ok((cost, server.tally() - before))
}

fn show(who: &str, (waited, cpu): (Duration, Duration), tally: Tally) {
    println!(
        "{who:20} {:>5} ms {:>7.1} ms {:>8} {:>8}",
        waited.as_millis(),
        cpu.as_secs_f64() * 1000.0,
        tally.calls,
        tally.in_vain
    );
}
