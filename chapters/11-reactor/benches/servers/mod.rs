//! The echo servers that are measured.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};

use ch07_executor::Executor;
use ch11_reactor::s1_polling::{self, PollingPark};
use ch11_reactor::{Interest, JoinHandle, Registration, block_on, spawn};
use futures::io::{AsyncReadExt, AsyncWriteExt};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::time::{ClockId, clock_gettime};

const BUFFER: usize = 4096;

/// Says where it is, takes `connections`, serves them until all are closed, and says what that took.
pub fn serve(server: &str, connections: usize) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    let streams = (0..connections).map(|_| listener.accept().map(|(stream, _)| stream));
    let streams = streams.collect::<io::Result<Vec<_>>>()?;
    for stream in &streams {
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
    }
    let before = nanos();
    match server {
        "bare epoll" => bare(streams)?,
        "s1_polling" => on_s1(streams)?,
        "asks again" => {
            block_on(async { all(streams.into_iter().map(|s| spawn(asking(s)))).await })?
        }
        _ => block_on(async { all(streams.into_iter().map(|s| spawn(echo(s)))).await })?,
    }
    println!("{}", nanos() - before);
    Ok(())
}

fn nanos() -> i64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

async fn all(tasks: impl Iterator<Item = JoinHandle<io::Result<()>>>) -> io::Result<()> {
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("no task panics")?;
    }
    Ok(())
}

/// The floor: edges, one registration each, and the rule of short reads; no futures.
fn bare(streams: Vec<TcpStream>) -> io::Result<()> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    for (place, stream) in streams.iter().enumerate() {
        let flags = EventFlags::IN | EventFlags::ET;
        epoll::add(&epoll, stream, EventData::new_u64(place as u64), flags)?;
    }
    let mut events = Vec::<Event>::with_capacity(256);
    let mut open = streams.len();
    let mut buffer = [0; BUFFER];
    while open > 0 {
        epoll::wait(&epoll, spare_capacity(&mut events), None)?;
        for event in events.drain(..) {
            let mut stream = &streams[event.data.u64() as usize];
            match stream.read(&mut buffer) {
                Ok(0) => open -= 1,
                Ok(count) => stream.write_all(&buffer[..count])?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn on_s1(streams: Vec<TcpStream>) -> io::Result<()> {
    let park = PollingPark::new()?;
    let watched = streams.into_iter().map(|stream| park.watch(stream));
    let watched = watched.collect::<io::Result<Vec<_>>>()?;
    Executor::new(park).block_on(async {
        let echo = |socket: s1_polling::Watched| async move {
            let mut buffer = [0; BUFFER];
            loop {
                match s1_polling::raw_recv(&socket, &mut buffer).await? {
                    0 => return Ok(()),
                    count => socket.get_ref().write_all(&buffer[..count])?,
                }
            }
        };
        all(watched.into_iter().map(|socket| spawn(echo(socket)))).await
    })
}

/// The last step without the rule of short reads: it reads until the kernel says that it would block.
async fn asking(stream: TcpStream) -> io::Result<()> {
    let stream = Registration::new(stream)?;
    let mut buffer = [0; BUFFER];
    loop {
        let recv = |mut stream: &TcpStream| stream.read(&mut buffer);
        match stream.io(Interest::Readable, recv).await? {
            0 => return Ok(()),
            count => stream.get_ref().write_all(&buffer[..count])?,
        }
    }
}

async fn echo(stream: TcpStream) -> io::Result<()> {
    let mut stream = ch11_reactor::TcpStream::try_from(stream)?;
    let mut buffer = [0; BUFFER];
    loop {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            count => stream.write_all(&buffer[..count]).await?,
        }
    }
}
