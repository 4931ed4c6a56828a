//! What the kernel says of a thread that waits in `read`, and what the wait costs.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::{thread_cpu_time, thread_state};

const WAIT: Duration = Duration::from_millis(100);

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut peer = TcpStream::connect(listener.local_addr()?)?;
    let (mut stream, _) = listener.accept()?;
    let (tell, id) = mpsc::channel();
    let reader = thread::spawn(move || -> io::Result<Duration> {
        let _ = tell.send(thread_id());
        let before = thread_cpu_time();
        stream.read_exact(&mut [0])?;
        Ok(thread_cpu_time() - before)
    });
    let id = id.recv().expect("the reader tells its id first");
    println!(
        "the thread calls read; the kernel says: {}",
        state_when_settled(id)
    );
    thread::sleep(WAIT); // the wait whose cost is measured
    peer.write_all(b"!")?;
    let spent = reader.join().expect("the reader panicked")?;
    println!(
        "it waited {} ms and used {} ms of processor time",
        WAIT.as_millis(),
        spent.as_millis()
    );
    Ok(())
}

/// The state in which the thread stays: it is asked until it no longer runs, for at most a second.
fn state_when_settled(id: u32) -> &'static str {
    let deadline = Instant::now() + Duration::from_secs(1);
    while Instant::now() < deadline {
        match thread_state(id) {
            Ok('S') => return "S, sleeping",
            Ok(_) => thread::yield_now(),
            Err(_) => return "nothing (this system has no /proc)",
        }
    }
    "R, running"
}

#[cfg(target_os = "linux")]
fn thread_id() -> u32 {
    rustix::thread::gettid().as_raw_pid().unsigned_abs()
}

#[cfg(not(target_os = "linux"))]
fn thread_id() -> u32 {
    0
}
