//! TCP: std's sockets, registered.

use std::io::{self, Read, Write};
use std::net::{self, Shutdown, SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::io::{AsyncRead, AsyncWrite};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, connect, socket_with};

use crate::{Interest, Registration};

// ANCHOR: listener
/// A socket that clients connect to.
#[derive(Debug)]
pub struct TcpListener(Registration<net::TcpListener>);

impl TcpListener {
    /// Listens at `address`; with port 0, at a port of the kernel's choice.
    ///
    /// # Errors
    /// If the address is taken or not ours.
    ///
    /// # Panics
    /// Outside [`block_on`](crate::block_on).
    #[track_caller]
    pub fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Registration::new(listener).map(Self)
    }

    /// Waits for a client, and gives the connection and the client's address. Cancel safe: dropping it loses no client.
    ///
    /// # Errors
    /// If accepting fails; the listener is as good as before. If no descriptor is left it says so once, and the next `accept` waits
    /// until a socket of this reactor is dropped or another client comes: a loop that goes on after errors does not spin.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let accepted = self
            .0
            .io(Interest::Readable, net::TcpListener::accept)
            .await;
        if accepted.as_ref().is_err_and(out_of_resources) {
            self.0.starve();
        }
        let (stream, peer) = accepted?;
        Ok((TcpStream::try_from(stream)?, peer))
    }

    /// Where it listens.
    ///
    /// # Errors
    /// None that is known.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }
}

/// The process or the machine has no descriptor or no memory for one more socket: asyncio's list.
fn out_of_resources(error: &io::Error) -> bool {
    let errors = [Errno::MFILE, Errno::NFILE, Errno::NOBUFS, Errno::NOMEM];
    Errno::from_io_error(error).is_some_and(|error| errors.contains(&error))
}
// ANCHOR_END: listener

// ANCHOR: stream
/// A connection. `&TcpStream` reads and writes as well, so that one task can wait for both directions at once.
#[derive(Debug)]
pub struct TcpStream(Registration<net::TcpStream>);

impl TcpStream {
    /// Connects to `address`, without blocking. Cancel safe: dropped, it closes the socket.
    ///
    /// # Errors
    /// If nobody listens there, or the way there is closed.
    ///
    /// # Panics
    /// Outside [`block_on`](crate::block_on).
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        let family = match address {
            SocketAddr::V4(_) => AddressFamily::INET,
            SocketAddr::V6(_) => AddressFamily::INET6,
        };
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        let socket = socket_with(family, SocketType::STREAM, flags, None)?;
        let connecting = connect(&socket, &address);
        let stream = Self(Registration::new(net::TcpStream::from(socket))?);
        if connecting == Err(Errno::INPROGRESS) {
            stream.0.exhausted(Interest::Writable); // it is writable when the connection has been made or refused
            stream.0.writable().await;
            stream.0.get_ref().take_error()?.map_or(Ok(()), Err)?;
        } else {
            connecting?;
        }
        Ok(stream)
    }
    // ANCHOR_END: stream

    /// The other side's address.
    ///
    /// # Errors
    /// If the connection is gone.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().peer_addr()
    }

    /// Our side's address.
    ///
    /// # Errors
    /// None that is known.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().local_addr()
    }

    /// Whether small writes leave at once (`true`) or may wait to be joined by others.
    ///
    /// # Errors
    /// None that is known.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.0.get_ref().set_nodelay(nodelay)
    }

    /// Ends one direction or both, and leaves the socket open. `Shutdown::Write` is the half-close: the peer reads the end, and can
    /// still answer.
    ///
    /// # Errors
    /// If the connection is gone.
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        self.0.get_ref().shutdown(how)
    }

    /// The registration, to wait without reading or writing: `stream.registration().readable().await`.
    pub fn registration(&self) -> &Registration<net::TcpStream> {
        &self.0
    }
}

/// A connection that std made: by its `accept`, or by its `connect`, which blocks.
impl TryFrom<net::TcpStream> for TcpStream {
    type Error = io::Error;

    #[track_caller]
    fn try_from(stream: net::TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        Registration::new(stream).map(Self)
    }
}

// ANCHOR: async_read
impl AsyncRead for &TcpStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let poll = self
            .0
            .poll_io(cx, Interest::Readable, |mut stream| stream.read(buffer));
        self.learn_from(Interest::Readable, buffer.len(), poll)
    }
}

impl AsyncWrite for &TcpStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let poll = self
            .0
            .poll_io(cx, Interest::Writable, |mut stream| stream.write(bytes));
        self.learn_from(Interest::Writable, bytes.len(), poll)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(())) // nothing is kept here
    }

    /// The half-close: [`TcpStream::shutdown`] of the writing direction.
    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.shutdown(Shutdown::Write))
    }
}

impl TcpStream {
    /// A read that did not fill its buffer has emptied the socket, and a write that was cut short has filled it: the next call would
    /// block, and need not be made to find that out. (0 bytes are the end, which does not block.)
    fn learn_from(
        &self,
        interest: Interest,
        asked: usize,
        poll: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(count)) = poll
            && (1..asked).contains(&count)
        {
            self.0.exhausted(interest);
        }
        poll
    }
}
// ANCHOR_END: async_read

impl AsyncRead for TcpStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut &*self).poll_read(cx, buffer)
    }
}

impl AsyncWrite for TcpStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut &*self).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut &*self).poll_flush(cx)
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut &*self).poll_close(cx)
    }
}
