//! One `recv` from its `.await` to `epoll_ctl` and back: every call into the kernel leaves a mark.

use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use ch07_executor::Executor;
use ch11_reactor::{Interest, Reactor, Registration, spawn, yield_now};
use trace::{Clock, Lane, Picture, beside, blame, lane, record};

const SENT_AT: Duration = Duration::from_millis(100);

// ANCHOR: raw_recv
/// Waits for bytes, and reads what there is; 0 is the end.
async fn raw_recv(
    socket: &Registration<UnixStream>,
    buffer: &mut [u8],
    kernel: &Lane,
) -> io::Result<usize> {
    loop {
        let recv = |mut socket: &UnixStream| watched_recv(&mut socket, buffer, kernel);
        match socket.try_io(Interest::Readable, recv) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => socket.readable().await,
            result => return result,
        }
    }
}
// ANCHOR_END: raw_recv

fn watched_recv(socket: &mut impl Read, buffer: &mut [u8], kernel: &Lane) -> io::Result<usize> {
    let result = socket.read(buffer);
    kernel.mark(match &result {
        Ok(count) => format!("recv: {count} bytes"),
        Err(_) => "recv: it would block".to_owned(),
    });
    result
}

// ANCHOR: main
async fn main_task(kernel: Lane, clock: Clock) -> io::Result<()> {
    yield_now().await; // room for the lanes' names in the picture
    let (ours, mut theirs) = UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    kernel.mark("epoll_ctl: add, both directions, edges");
    let ours = Registration::new(ours)?;
    let reader = spawn(lane("reader", async move {
        let mut buffer = [0; 16];
        let count = raw_recv(&ours, &mut buffer, &kernel).await?;
        kernel.mark("epoll_ctl: delete");
        drop(ours);
        Ok::<_, io::Error>(String::from_utf8_lossy(&buffer[..count]).into_owned())
    }));
    yield_now().await; // the reader's turn
    clock.advance_to(SENT_AT);
    theirs.write_all(b"hello")?;
    let text = reader.await.expect("it neither panics nor is cancelled")?;
    println!("received: {text}");
    Ok(())
}
// ANCHOR_END: main

/// The reactor, and a mark for every look and every sleep in `epoll_wait`.
struct Watched(Reactor, Lane);

impl Park for Watched {
    fn park(&mut self, timeout: Option<Duration>) {
        let Self(reactor, kernel) = self;
        if reactor.watched() > 0 {
            let how = timeout.map_or("until something happens", |_| "looks, does not sleep");
            kernel.mark(format!("epoll_wait: {how}"));
        }
        blame(Some("epoll_wait"));
        reactor.park(timeout);
        blame(None);
    }

    fn unparker(&self) -> Unparker {
        self.0.unparker()
    }
}

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let (result, recording) = record(clock.clone(), || {
        let kernel = beside("kernel").expect("a recording is being made");
        let reactor = Reactor::new()?;
        let _entered = reactor.enter();
        let main = lane("main", main_task(kernel.clone(), clock));
        Executor::new(Watched(reactor, kernel)).block_on(main)
    });
    result?;
    println!();
    recording.publish_polls(&Picture {
        title: "The way of one recv",
        description: "The reader asks once and is told that it would block, so it waits. At 100 ms main sends; epoll_wait says that the socket is readable and wakes the reader; its second recv brings five bytes.",
        column: SENT_AT,
    })
}
