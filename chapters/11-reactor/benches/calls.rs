//! What a request to an echo server costs: system calls and processor time of the server, in the steps of this chapter and in a bare
//! loop around `epoll`. `cargo bench -p ch11-reactor` prints the table; strace, where it is installed, counts the calls.

mod servers;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::{env, fs};

/// What a client sends at a time, and gets back.
const MESSAGE: [u8; 64] = [b'x'; 64];
/// How many requests are measured at a time.
const REQUESTS: usize = 64_000;
/// As [`REQUESTS`], where strace slows every call down.
const COUNTED: usize = 12_800;
/// So many measurements of each; their median counts.
const ROUNDS: usize = 7;
const CONNECTIONS: [usize; 2] = [1, 64];
const SERVERS: [&str; 4] = ["bare epoll", "s1_polling", "asks again", "the last step"];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    if let [_, role, server, connections] = &arguments[..]
        && role == "serve"
    {
        let connections = connections.parse().expect("a number of connections");
        return servers::serve(server, connections);
    }
    measure()
}

fn measure() -> io::Result<()> {
    println!("{}", trace::machine());
    println!(
        "echo of {} bytes; the server is one thread of a process of its own; medians of {ROUNDS} rounds in random order\n",
        MESSAGE.len()
    );
    println!("                        calls a request     processor time a request");
    println!("                    1 connection      64    1 connection            64");
    let mut samples = vec![[const { Vec::new() }; CONNECTIONS.len()]; SERVERS.len()];
    for _ in 0..ROUNDS {
        let mut order: Vec<_> = (0..SERVERS.len()).collect();
        fastrand::shuffle(&mut order);
        for server in order {
            for (place, connections) in CONNECTIONS.into_iter().enumerate() {
                let nanos = run(server, connections, REQUESTS, None)?;
                samples[server][place].push(nanos / REQUESTS as u64);
            }
        }
    }
    for (server, samples) in samples.iter_mut().enumerate() {
        let calls = CONNECTIONS.map(|connections| match calls(server, connections) {
            Ok(calls) => format!("{calls:.2}"),
            Err(_) => "-".to_owned(),
        });
        let nanos = [0, 1].map(|place| median(&mut samples[place]));
        println!(
            "{:18} {:>13} {:>7} {:>12} ns {:>10} ns",
            SERVERS[server], calls[0], calls[1], nanos[0], nanos[1]
        );
    }
    Ok(())
}

fn median(samples: &mut [u64]) -> u64 {
    samples.sort_unstable();
    samples[samples.len() / 2]
}

/// System calls of the server for each request, as strace counts them. Those of its beginning and end are counted by a run without
/// requests, and taken away.
fn calls(server: usize, connections: usize) -> io::Result<f64> {
    let mut counts = [0_i64; 2];
    for (count, requests) in counts.iter_mut().zip([0, COUNTED]) {
        let report = env::temp_dir().join(format!("calls-{}", std::process::id()));
        run(
            server,
            connections,
            requests,
            Some(&report.to_string_lossy()),
        )?;
        let lines = fs::read_to_string(&report)?;
        fs::remove_file(&report)?;
        let total = lines.lines().find(|line| line.ends_with("total"));
        let number = total.and_then(|line| line.split_whitespace().nth(3));
        *count = number.and_then(|number| number.parse().ok()).unwrap_or(0);
    }
    Ok((counts[1] - counts[0]) as f64 / COUNTED as f64)
}

/// Starts a server, sends it `requests`, and gives the processor time that it took for them, in nanoseconds.
fn run(
    server: usize,
    connections: usize,
    requests: usize,
    strace: Option<&str>,
) -> io::Result<u64> {
    let program = env::current_exe()?;
    let mut command = match strace {
        Some(report) => {
            let mut command = Command::new("strace");
            command.args(["-f", "-c", "-o", report]).arg(program);
            command
        }
        None => Command::new(program),
    };
    let role = ["serve", SERVERS[server], &connections.to_string()];
    let mut server = command.args(role).stdout(Stdio::piped()).spawn()?;
    let mut lines = BufReader::new(server.stdout.take().expect("it is piped")).lines();
    let address = lines.next().expect("the server says where it is")?;
    let clients = (0..connections).map(|_| TcpStream::connect(&address));
    let clients = clients.collect::<io::Result<Vec<_>>>()?;
    for client in &clients {
        client.set_nodelay(true)?;
    }
    let mut answer = MESSAGE;
    for _ in 0..requests / connections {
        for mut client in &clients {
            client.write_all(&MESSAGE)?;
        }
        for mut client in &clients {
            client.read_exact(&mut answer)?;
        }
    }
    drop(clients);
    let nanos = lines.next().expect("the server says what it took")?;
    server.wait()?;
    Ok(nanos.parse().expect("a number"))
}
