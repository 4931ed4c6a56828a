//! The load generator of the echo: one thread and one epoll in a process of its own, the same for every contender.
//!
//! Each connection has one message of 64 bytes under way and sends the next as soon as the answer has come, and was right.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use rustix::event::epoll;

use crate::job::Job;
use crate::meter::{Value, Values};

/// The length of a message.
pub const MESSAGE: usize = 64;

/// A connection: what was sent last, and when.
#[derive(Debug)]
struct Client {
    stream: TcpStream,
    message: [u8; MESSAGE],
    sent: Instant,
    answered: usize,
}

impl Client {
    /// Sends another message, which no other resembles.
    fn send(&mut self, number: usize) -> io::Result<()> {
        let number = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for (part, byte) in self.message.chunks_exact_mut(8).zip(0..) {
            part.copy_from_slice(&number.wrapping_add(byte).to_le_bytes());
        }
        self.sent = Instant::now();
        self.answered = 0;
        self.stream.write_all(&self.message)
    }

    /// Reads what has come; whether the answer is whole.
    fn receive(&mut self) -> io::Result<bool> {
        let mut answer = [0; MESSAGE];
        let count = self.stream.read(&mut answer[..MESSAGE - self.answered])?;
        let right = &self.message[self.answered..self.answered + count];
        if count == 0 || answer[..count] != *right {
            return Err(io::Error::other(
                "the server closed, or its answer is not what was sent",
            ));
        }
        self.answered += count;
        Ok(self.answered == MESSAGE)
    }
}

/// Connects, sends all requests of the job (warm-up and counted) to the port, checks all answers, and says how fast they came.
///
/// # Errors
/// If a connection fails, or an answer is wrong.
pub fn generate(port: u16, job: &Job) -> io::Result<Values> {
    let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
    let mut clients = Vec::new();
    for index in 0..job.connections {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        let data = epoll::EventData::new_u64(index as u64);
        epoll::add(&epoll, &stream, data, epoll::EventFlags::IN)?;
        clients.push(Client {
            stream,
            message: [0; MESSAGE],
            sent: Instant::now(),
            answered: 0,
        });
    }
    let (warm_up, all) = (job.warm_up(), job.warm_up() + job.count);
    let mut sent = 0;
    for client in &mut clients {
        client.send(sent)?;
        sent += 1;
    }
    let mut waits = Vec::with_capacity(all);
    let mut opened = Instant::now();
    let mut events = Vec::with_capacity(job.connections);
    while waits.len() < all {
        events.clear();
        epoll::wait(&epoll, rustix::buffer::spare_capacity(&mut events), None)?;
        for event in &events {
            let client = &mut clients[event.data.u64() as usize];
            if !client.receive()? {
                continue;
            }
            waits.push(client.sent.elapsed());
            if waits.len() == warm_up {
                opened = Instant::now();
            }
            if sent < all {
                client.send(sent)?;
                sent += 1;
            }
        }
    }
    let took = opened.elapsed();
    let counted = &mut waits[warm_up..];
    counted.sort();
    let p99 = counted[counted.len() * 99 / 100];
    Ok(Values::from([
        (
            format!("{}_rate", job.key),
            Value::single(job.count as f64 / took.as_secs_f64()),
        ),
        (
            format!("{}_p99", job.key),
            Value::single(p99.as_secs_f64() * 1e6),
        ),
    ]))
}
