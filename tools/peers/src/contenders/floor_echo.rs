//! The floor of an echo: one thread, one edge-triggered epoll, each socket registered once, no futures.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

use rustix::event::epoll;

use crate::job::Job;
use crate::meter::{Values, Window};

/// As many events as one wait may bring. Tokio asks for 1,024.
const EVENTS: usize = 1_024;

pub fn echo(job: &Job) -> io::Result<Values> {
    let (listener, window) = super::echo_parts(job);
    let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
    let mut streams = Vec::new();
    for index in 0..job.connections {
        let (stream, _) = listener.accept()?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let interest = epoll::EventFlags::IN | epoll::EventFlags::ET;
        epoll::add(
            &epoll,
            &stream,
            epoll::EventData::new_u64(index as u64),
            interest,
        )?;
        streams.push(stream);
    }
    let mut open = streams.len();
    let mut events = Vec::with_capacity(EVENTS);
    while open > 0 {
        events.clear();
        epoll::wait(&epoll, rustix::buffer::spare_capacity(&mut events), None)?;
        for event in &events {
            let stream = &mut streams[event.data.u64() as usize];
            open -= usize::from(!serve(stream, window)?);
        }
    }
    Ok(window.values(job))
}

/// Echoes what has come; says whether the stream is still open. (A message that does not fit is no matter here: a socket
/// takes 64 bytes.)
fn serve(stream: &mut TcpStream, window: &Window) -> io::Result<bool> {
    let mut buffer = [0; super::BUFFER];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok(false),
            Ok(count) => {
                window.served();
                stream.write_all(&buffer[..count])?;
                // A short read: the socket is empty, and the next edge comes with the next message.
                if count < buffer.len() {
                    return Ok(true);
                }
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(true),
            Err(error) => return Err(error),
        }
    }
}
