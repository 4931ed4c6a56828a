//! An echo server's processor time and system calls for each request: ours, Tokio's, and a bare `epoll` loop without futures.
//! `cargo bench -p ch12-runtime --bench echo`; with `RECORD=1` it writes measured/echo.txt.
//!
//! Server and client are processes of their own. The client is the same for all: each connection sends 64 bytes, waits for
//! their echo, and sends again.
//!
//! Over 300 lines because three servers, the load and two ways to count stand side by side.

#[allow(dead_code, reason = "not every benchmark needs everything")]
mod common;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use common::{Trial, median};
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};

const MESSAGE: usize = 64;

// ANCHOR: bare
/// The floor: one loop, no futures, edge-triggered, a short read asked no second time.
fn bare(listener: TcpListener) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let poll = epoll::create(CreateFlags::CLOEXEC)?;
    epoll::add(
        &poll,
        &listener,
        EventData::new_u64(u64::MAX),
        EventFlags::IN,
    )?;
    let mut streams: Vec<Option<TcpStream>> = Vec::new();
    let mut events: Vec<Event> = Vec::with_capacity(256);
    let mut buffer = [0; 256];
    loop {
        match epoll::wait(&poll, rustix::buffer::spare_capacity(&mut events), None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(refused) => return Err(refused.into()),
        }
        for event in events.drain(..) {
            let place = event.data.u64();
            if place == u64::MAX {
                while let Ok((stream, _)) = listener.accept() {
                    stream.set_nonblocking(true)?;
                    let flags =
                        EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET;
                    epoll::add(
                        &poll,
                        &stream,
                        EventData::new_u64(streams.len() as u64),
                        flags,
                    )?;
                    streams.push(Some(stream));
                }
                continue;
            }
            let Some(stream) = &mut streams[place as usize] else {
                continue;
            };
            loop {
                match stream.read(&mut buffer) {
                    Ok(0) => {
                        streams[place as usize] = None;
                        break;
                    }
                    Ok(count) => {
                        stream.write_all(&buffer[..count])?;
                        if count < buffer.len() {
                            break;
                        }
                    }
                    Err(_) => break,
                }
            }
        }
    }
}
// ANCHOR_END: bare

fn ours() -> std::io::Result<()> {
    use futures::io::{AsyncReadExt, AsyncWriteExt};
    ch12_runtime::block_on(async {
        let task = ch12_runtime::spawn(async {
            let listener = ch12_runtime::net::TcpListener::bind("127.0.0.1:0")?;
            println!("{}", listener.local_addr()?.port());
            loop {
                let (mut stream, _) = listener.accept().await?;
                drop(ch12_runtime::spawn(async move {
                    let mut buffer = [0; 256];
                    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                        if stream.write_all(&buffer[..count]).await.is_err() {
                            break;
                        }
                    }
                }));
            }
        });
        task.await.expect("it does not panic")
    })
}

fn tokio_(listener: TcpListener) -> std::io::Result<()> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    listener.set_nonblocking(true)?;
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let task = tokio::spawn(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                loop {
                    let (mut stream, _) = listener.accept().await?;
                    tokio::spawn(async move {
                        let mut buffer = [0; 256];
                        while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                            if stream.write_all(&buffer[..count]).await.is_err() {
                                break;
                            }
                        }
                    });
                }
            });
            task.await?
        })
}

fn serve(contender: &str) -> std::io::Result<()> {
    if contender == "ours" {
        return ours();
    }
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    match contender {
        "bare epoll" => bare(listener),
        _ => tokio_(listener),
    }
}

/// The load: `connections` at once, `requests` in all. `warm` is called when all are connected and have been answered once.
fn load(
    port: u16,
    connections: usize,
    requests: usize,
    warm: impl FnOnce(),
) -> std::io::Result<()> {
    let poll = epoll::create(CreateFlags::CLOEXEC)?;
    let mut streams = Vec::with_capacity(connections);
    let mut answer = [0; MESSAGE];
    for place in 0..connections {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.write_all(&[7; MESSAGE])?;
        stream.read_exact(&mut answer)?;
        epoll::add(
            &poll,
            &stream,
            EventData::new_u64(place as u64),
            EventFlags::IN,
        )?;
        streams.push(stream);
    }
    warm();
    streams
        .iter_mut()
        .try_for_each(|stream| stream.write_all(&[7; MESSAGE]))?;
    let mut events: Vec<Event> = Vec::with_capacity(256);
    let mut sent = connections;
    let mut answered = 0;
    while answered < requests {
        epoll::wait(&poll, rustix::buffer::spare_capacity(&mut events), None)?;
        for event in events.drain(..) {
            let stream = &mut streams[event.data.u64() as usize];
            stream.read_exact(&mut answer)?;
            answered += 1;
            if sent < requests {
                stream.write_all(&[7; MESSAGE])?;
                sent += 1;
            }
        }
    }
    Ok(())
}

/// A server process, killed when this is dropped.
struct Server(Child, u16);

impl Server {
    fn start(contender: &str, under: &[&str]) -> Self {
        let program = std::env::current_exe().expect("a program knows where it is");
        let program = program.to_str().expect("a plain path");
        let command = [under, &[program, "--serve", contender]].concat();
        let mut child = Command::new(command[0])
            .args(&command[1..])
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
        output.read_line(&mut line).expect("it says its port");
        Self(child, line.trim().parse().expect("a port"))
    }

    /// Nanoseconds of processor time so far.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/schedstat", self.0.id()))
            .expect("this is Linux");
        stat.split(' ')
            .next()
            .and_then(|time| time.parse().ok())
            .expect("the first number")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn cpu_per_request(contender: &str, connections: usize, requests: usize) -> f64 {
    let server = Server::start(contender, &[]);
    let mut before = 0.0;
    load(server.1, connections, requests, || before = server.cpu()).expect("it answers");
    (server.cpu() - before) / requests as f64
}

/// Counted by strace, which is asked to count from the moment when all are connected.
fn calls_per_request(contender: &str, connections: usize, requests: usize) -> f64 {
    let server = Server::start(contender, &[]);
    let counts = tempfile::NamedTempFile::new().expect("a temporary file");
    let path = counts.path().to_str().expect("a plain path").to_string();
    let pid = server.0.id().to_string();
    let mut strace = None;
    load(server.1, connections, requests, || {
        let started = Command::new("strace")
            .args(["-c", "-f", "-o", &path, "-p", &pid])
            .stderr(Stdio::piped())
            .spawn();
        let mut started = started.expect("strace is installed");
        let mut line = String::new();
        let said = BufReader::new(started.stderr.take().expect("it is piped")).read_line(&mut line);
        said.expect("it says that it is attached");
        strace = Some(started);
    })
    .expect("it answers");
    let mut strace = strace.expect("it was started");
    let pid = rustix::process::Pid::from_child(&strace);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it runs");
    strace.wait().expect("it ends");
    let text = std::fs::read_to_string(&path).expect("it has counted");
    let total = text
        .lines()
        .find(|line| line.ends_with("total"))
        .expect("the last line");
    let calls: f64 = total
        .split_whitespace()
        .nth(3)
        .and_then(|calls| calls.parse().ok())
        .expect("the calls");
    calls / requests as f64
}

macro_rules! trials {
    ($($contender:literal)*) => {
        vec![$(
            Trial { contender: $contender, quantity: "cpu per request (ns), 1 connection", measure: || cpu_per_request($contender, 1, 100_000) },
            Trial { contender: $contender, quantity: "cpu per request (ns), 64 connections", measure: || cpu_per_request($contender, 64, 200_000) },
            Trial { contender: $contender, quantity: "cpu per request (ns), 1000 connections", measure: || cpu_per_request($contender, 1000, 200_000) },
            Trial { contender: $contender, quantity: "system calls per request, 64 connections", measure: || calls_per_request($contender, 64, 20_000) },
        )*]
    };
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, serve_, contender, ..] = &arguments[..]
        && serve_ == "--serve"
    {
        serve(contender).expect("it serves");
        return;
    }
    let trials = trials!["bare epoll" "ours" "tokio"];
    let rounds = std::env::var("ROUNDS").map_or(7, |rounds| rounds.parse().expect("a number"));
    let samples = common::run(&trials, rounds);
    let mut text = common::head("cargo bench -p ch12-runtime --bench echo");
    let _ = writeln!(
        text,
        "tokio 1.54, current_thread; messages of 64 bytes; medians of {rounds} rounds\n"
    );
    let _ = writeln!(
        text,
        "{:<42}{:>12}{:>9}{:>9}{:>14}",
        "", "bare epoll", "ours", "tokio", "ours to bare"
    );
    for quantity in trials.iter().take(4).map(|trial| trial.quantity) {
        let of = |name| samples.get(&(quantity, name)).map(|values| median(values));
        let (Some(bare), Some(ours), Some(tokio)) = (of("bare epoll"), of("ours"), of("tokio"))
        else {
            continue;
        };
        let digits = if quantity.starts_with("cpu") { 0 } else { 2 };
        let _ = writeln!(
            text,
            "{quantity:<42}{bare:>12.digits$}{ours:>9.digits$}{tokio:>9.digits$}{:>14.3}",
            ours / bare
        );
    }
    print!("{text}");
    if std::env::var("RECORD").is_ok() {
        common::record("echo", &text, &samples);
    }
}
