//! A thousand connections at once, and one thread to serve them.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::thread;

use ch04_event_loop::{EventLoop, Served, allow_descriptors, serve};

const CLIENTS: usize = 1000;
/// Both ends of a connection live in this process, and the loop keeps a descriptor of its own for the server's end.
const DESCRIPTORS: u64 = 3 * CLIENTS as u64 + 50;

#[derive(Default)]
struct Count {
    open: Cell<usize>,
    most: Cell<usize>,
    echoes: Cell<usize>,
    /// The turn in which the last client was greeted, and the turn of the last echo.
    turns: Cell<[u64; 2]>,
}

fn main() -> io::Result<()> {
    allow_descriptors(DESCRIPTORS)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let clients = thread::spawn(move || thousand_clients(address));
    let mut event_loop = EventLoop::new()?;
    let count = Rc::new(Count::default());
    let counting = Rc::clone(&count);
    serve(&mut event_loop, listener, move |event_loop, served| {
        counting.count(event_loop, served)
    })?;
    event_loop.run_forever()?;
    let replies = clients.join().expect("a client panicked")?;
    let [greeted, echoed] = count.turns.get();
    println!("connections at once: {}", count.most.get());
    println!(
        "right echoes:        {replies} of {}, in {} turns",
        count.echoes.get(),
        echoed - greeted
    );
    println!("threads that served: 1");
    Ok(())
}

impl Count {
    fn count(&self, event_loop: &mut EventLoop, served: Served) {
        match served {
            Served::Greeted => {
                self.open.set(self.open.get() + 1);
                self.turns.set([event_loop.turns(); 2]);
            }
            Served::Echoed => {
                self.echoes.set(self.echoes.get() + 1);
                self.turns.set([self.turns.get()[0], event_loop.turns()]);
            }
            Served::Closed => self.open.set(self.open.get() - 1),
        }
        self.most.set(self.most.get().max(self.open.get()));
        if self.open.get() == 0 {
            event_loop.stop();
        }
    }
}

/// All connect, then all send, then all read. Gives how many got back what they sent.
fn thousand_clients(server: SocketAddr) -> io::Result<usize> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut client = BufReader::new(TcpStream::connect(server)?);
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
