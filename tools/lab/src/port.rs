//! Finding a port on this machine's own address.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use crate::failure::Failure;

/// The port that the README names.
pub const FIRST: u16 = 4040;

/// How many ports are tried after the first; nobody serves more books than that at once.
const TRIED: u16 = 100;

/// Listens on `asked`, exactly; or on 4040 or the next free port. The sentence, if any, says that it is another.
///
/// # Errors
/// If the port is busy or forbidden; or if none is free.
pub fn listen(asked: Option<u16>) -> Result<(TcpListener, Option<String>), Failure> {
    if let Some(port) = asked {
        let listener = bind(port).map_err(|error| {
            Failure::new(match error.kind() {
                io::ErrorKind::AddrInUse => format!(
                    "port {port} is busy: choose another with --port, or leave it out for a free one"
                ),
                _ => format!("port {port} cannot be used: {error}"),
            })
        })?;
        return Ok((listener, None));
    }
    for port in FIRST..FIRST + TRIED {
        match bind(port) {
            Ok(listener) if port == FIRST => return Ok((listener, None)),
            Ok(listener) => {
                let remark = format!("Port {FIRST} is busy, so the book is on port {port}.");
                return Ok((listener, Some(remark)));
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(Failure::new(format!("port {port} cannot be used: {error}"))),
        }
    }
    Err(Failure::new(format!(
        "the ports {FIRST} to {} are all busy: choose another with --port",
        FIRST + TRIED - 1
    )))
}

fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}
