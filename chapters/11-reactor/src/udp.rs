//! UDP: messages instead of a stream.

use std::io;
use std::net::{self, SocketAddr, ToSocketAddrs};

use crate::{Interest, Registration};

/// A socket that sends and receives datagrams. Any number of tasks may use it at once.
///
/// ```
/// use ch11_reactor::{UdpSocket, block_on};
/// # fn main() -> std::io::Result<()> {
/// block_on(async {
///     let (ours, theirs) = (UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?);
///     ours.send_to(b"hello", theirs.local_addr()?).await?;
///     let mut buffer = [0; 16];
///     let (count, from) = theirs.recv_from(&mut buffer).await?;
///     assert_eq!((&buffer[..count], from), (&b"hello"[..], ours.local_addr()?));
///     Ok(())
/// })
/// # }
/// ```
#[derive(Debug)]
pub struct UdpSocket(Registration<net::UdpSocket>);

// ANCHOR: udp
impl UdpSocket {
    /// A socket at `address`; with port 0, at a port of the kernel's choice.
    ///
    /// # Errors
    /// If the address is taken or not ours.
    ///
    /// # Panics
    /// Outside [`block_on`](crate::block_on).
    #[track_caller]
    pub fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        let socket = net::UdpSocket::bind(address)?;
        socket.set_nonblocking(true)?;
        Registration::new(socket).map(Self)
    }

    /// Sends `message` as one datagram; gives its length. Cancel safe: it is sent as a whole or not at all.
    ///
    /// # Errors
    /// If the kernel refuses, for instance because the message is too long.
    pub async fn send_to(&self, message: &[u8], to: SocketAddr) -> io::Result<usize> {
        self.0
            .io(Interest::Writable, |socket| socket.send_to(message, to))
            .await
    }

    /// Waits for a datagram; gives its length, at most the buffer's, and who sent it. Cancel safe: dropping it loses no message.
    ///
    /// A message shorter than the buffer does not mean that there is no other, so this asks the kernel until it would block.
    ///
    /// # Errors
    /// If the kernel has an error for this socket.
    pub async fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.0
            .io(Interest::Readable, |socket| socket.recv_from(buffer))
            .await
    }
    // ANCHOR_END: udp

    /// Where it is bound.
    ///
    /// # Errors
    /// None that is known.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }
}
