//! Chapter 01's line-echo server, for any number of clients at once.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::rc::Rc;

use ch01_blocking_io::GREETING;

use crate::EventLoop;

/// What the server has done for a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Accepted and greeted it.
    Greeted,
    /// Sent back what came.
    Echoed,
    /// Let it go: it closed, its connection broke, or it did not take what it was sent.
    Closed,
}

// ANCHOR: serve
/// Has `event_loop` serve the clients of `listener`, and calls `observer` after each thing done. Returns at once.
///
/// # Errors
/// If the listener cannot be made non-blocking, or cannot be watched.
pub fn serve(
    event_loop: &mut EventLoop,
    listener: TcpListener,
    observer: impl Fn(&mut EventLoop, Served) + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let (listener, observer) = (Rc::new(listener), Rc::new(observer));
    event_loop.add_reader(&Rc::clone(&listener), move |event_loop| {
        match listener.accept() {
            Ok((client, _)) => {
                let observer = Rc::clone(&observer);
                if let Err(error) = converse(event_loop, client, observer) {
                    eprintln!("a client is lost: {error}");
                }
            }
            Err(error) if is_passing(&error) => {}
            Err(error) => {
                // The listener stays readable, so a server that went on would be called again at once, for ever.
                eprintln!("no more clients: {error}");
                event_loop.remove_reader(&listener);
            }
        }
    })
}
// ANCHOR_END: serve

// ANCHOR: converse
fn converse<F: Fn(&mut EventLoop, Served) + 'static>(
    event_loop: &mut EventLoop,
    mut client: TcpStream,
    observer: Rc<F>,
) -> io::Result<()> {
    client.set_nonblocking(true)?;
    writeln!(client, "{GREETING}")?;
    observer(event_loop, Served::Greeted);
    let client = Rc::new(client);
    event_loop.add_reader(&Rc::clone(&client), move |event_loop| match echo(&client) {
        Err(error) if is_passing(&error) => {}
        Ok(count) if count > 0 => observer(event_loop, Served::Echoed),
        _ => {
            event_loop.remove_reader(&client);
            observer(event_loop, Served::Closed);
        }
    })
}

/// Sends back what has come, and gives how many bytes that were; 0 at the end.
fn echo(mut client: &TcpStream) -> io::Result<usize> {
    let mut piece = [0; 4096];
    let count = client.read(&mut piece)?;
    // A client that does not read fills the kernel's buffer. The server cannot wait for it, and lets it go.
    let sent = client.write_all(&piece[..count]);
    sent.map_err(|_| ErrorKind::BrokenPipe)?;
    Ok(count)
}
// ANCHOR_END: converse

/// Whether it is no failure, but "not now".
fn is_passing(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, Interrupted, WouldBlock};
    matches!(error.kind(), WouldBlock | Interrupted | ConnectionAborted)
}
