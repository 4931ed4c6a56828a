//! Three tasks wait for one socket: two of them to read, one to write.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use ch07_executor::Executor;
use ch11_reactor::{Interest, Reactor, Registration, spawn, yield_now};
use trace::{Clock, Picture, blame, lane, record};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: tasks
async fn reads(name: &str, socket: Rc<Registration<UnixStream>>) -> io::Result<()> {
    let mut buffer = [0; 16];
    let recv = |mut socket: &UnixStream| socket.read(&mut buffer);
    let count = socket.io(Interest::Readable, recv).await?;
    println!("{name}: {count} bytes");
    Ok(())
}

async fn writes(socket: Rc<Registration<UnixStream>>) -> io::Result<()> {
    let send = |mut socket: &UnixStream| socket.write(&[0; 4096]);
    while socket.try_io(Interest::Writable, send).is_ok() {}
    println!("writer: the socket is full");
    socket.writable().await;
    println!("writer: there is room again");
    Ok(())
}
// ANCHOR_END: tasks

// ANCHOR: main
async fn main_task(clock: Clock) -> io::Result<()> {
    let (ours, mut theirs) = UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    theirs.set_nonblocking(true)?;
    let ours = Rc::new(Registration::new(ours)?);
    let tasks = [
        spawn(lane("reader 1", reads("reader 1", Rc::clone(&ours)))),
        spawn(lane("reader 2", reads("reader 2", Rc::clone(&ours)))),
        spawn(lane("writer", writes(ours))),
    ];
    yield_now().await; // everybody's first turn
    clock.advance_to(100 * MS);
    theirs.write_all(b"hello")?;
    settled(&tasks, 1).await;
    clock.advance_to(200 * MS);
    while theirs.read(&mut [0; 4096]).is_ok() {} // the peer takes all that there is
    settled(&tasks, 2).await;
    clock.advance_to(300 * MS);
    drop(theirs);
    for task in tasks {
        task.await.expect("no task panics or is cancelled")?;
    }
    Ok(())
}
// ANCHOR_END: main

/// Gives turns away until so many tasks have finished.
async fn settled<T>(tasks: &[ch11_reactor::JoinHandle<T>], finished: usize) {
    while tasks.iter().filter(|task| task.is_finished()).count() < finished {
        yield_now().await;
    }
}

/// The reactor, named as the cause of its wakes.
struct Named(Reactor);

impl Park for Named {
    fn park(&mut self, timeout: Option<Duration>) {
        blame(Some("epoll_wait"));
        self.0.park(timeout);
        blame(None);
    }

    fn unparker(&self) -> Unparker {
        self.0.unparker()
    }
}

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let (result, recording) = record(clock.clone(), || {
        let reactor = Reactor::new()?;
        let _entered = reactor.enter();
        Executor::new(Named(reactor)).block_on(lane("main", main_task(clock)))
    });
    result?;
    println!();
    recording.publish_polls(&Picture {
        title: "Three tasks wait for one socket",
        description: "Two readers and a writer wait. At 100 ms bytes come: both readers are woken, one gets them, the other waits again. At 200 ms there is room: the writer is woken. At 300 ms the peer is gone, and the other reader gets the end.",
        column: MS,
    })
}
