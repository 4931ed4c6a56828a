//! A thousand connections at once, and one thread to serve them.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::thread;

use ch01_blocking_io::GREETING;
use ch04_event_loop::EventLoop;
use rustix::process::{Resource, getrlimit, setrlimit};

const CLIENTS: usize = 1000;
/// Both ends of a connection live in this process, and the loop has a descriptor of its own for the
/// server's end.
const DESCRIPTORS: u64 = 3 * CLIENTS as u64 + 50;

#[derive(Default)]
struct Count {
    open: Cell<usize>,
    most: Cell<usize>,
    echoes: Cell<usize>,
    /// The turn in which the last client was greeted, and that of the last echo.
    greeted: Cell<u64>,
    echoed: Cell<u64>,
}

fn main() -> io::Result<()> {
    allow_descriptors()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let clients = thread::spawn(move || thousand_clients(address));
    let mut event_loop = EventLoop::new()?;
    let count = Rc::new(Count::default());
    let (listener, counting) = (Rc::new(listener), Rc::clone(&count));
    event_loop.add_reader(&Rc::clone(&listener), move |event_loop| {
        accept_client(event_loop, &listener, &counting).expect("a client");
    })?;
    event_loop.run_forever()?;
    let right = clients.join().expect("a client panicked")?;
    let (most, echoes) = (count.most.get(), count.echoes.get());
    let turns = count.echoed.get() - count.greeted.get();
    println!("connections at once: {most}");
    println!("right echoes:        {right} of {echoes}, in {turns} turns");
    println!("threads that served: 1");
    Ok(())
}

fn accept_client(
    event_loop: &mut EventLoop,
    listener: &TcpListener,
    count: &Rc<Count>,
) -> io::Result<()> {
    let (mut client, _) = listener.accept()?;
    client.set_nonblocking(true)?;
    writeln!(client, "{GREETING}")?;
    count.open.set(count.open.get() + 1);
    count.most.set(count.most.get().max(count.open.get()));
    count.greeted.set(event_loop.turns());
    let (client, count) = (Rc::new(client), Rc::clone(count));
    event_loop.add_reader(&Rc::clone(&client), move |event_loop| {
        let mut line = [0; 100];
        let length = (&*client).read(&mut line).expect("a client that is there");
        if length > 0 {
            (&*client)
                .write_all(&line[..length])
                .expect("a client that reads");
            count.echoes.set(count.echoes.get() + 1);
            count.echoed.set(event_loop.turns());
        } else {
            event_loop.remove_reader(&client);
            count.open.set(count.open.get() - 1);
            if count.open.get() == 0 {
                event_loop.stop();
            }
        }
    })
}

/// All connect, then all send, then all read. Gives how many got back what they sent.
fn thousand_clients(server: SocketAddr) -> io::Result<usize> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut client = BufReader::new(TcpStream::connect(server)?);
        // Greeted first: the kernel's queue holds 128 clients that nobody has accepted.
        client.read_line(&mut String::new())?;
        clients.push(client);
    }
    for (number, client) in clients.iter_mut().enumerate() {
        client
            .get_mut()
            .write_all(format!("hello from {number}\n").as_bytes())?;
    }
    let mut right = 0;
    for (number, client) in clients.iter_mut().enumerate() {
        let mut reply = String::new();
        client.read_line(&mut reply)?;
        right += usize::from(reply == format!("hello from {number}\n"));
    }
    Ok(right)
}

/// Raises this process's soft limit of descriptors, often 1,024, as far as the hard one allows.
fn allow_descriptors() -> io::Result<()> {
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= DESCRIPTORS) {
        return Ok(());
    }
    limit.current = Some(DESCRIPTORS);
    setrlimit(Resource::Nofile, limit).map_err(|_| {
        let most = limit.maximum.unwrap_or(DESCRIPTORS);
        io::Error::other(format!(
            "this demo needs {DESCRIPTORS} descriptors, and the system allows {most}"
        ))
    })
}
