// WRONG: keeps the kind of an error only: the kernel's number and words are lost.
// JUDGE: when the kernel has an error with a number

//! Exercise 11/raw_recv: a recv that waits.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A socket that does not block, and the reactor's word on it.
pub trait Socket {
    /// Receives what is there now. `WouldBlock` if there is nothing, `Interrupted` if a signal came first; 0 is the end.
    ///
    /// # Errors
    /// As said, and whatever else may go wrong with a connection.
    fn recv(&self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Ready if the socket counts as readable. Else keeps the waker, and uses it once there is news. News may be late: the kernel
    /// tells of bytes once, perhaps before anybody asked, and perhaps somebody else has taken them.
    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<()>;
}

/// A wait for bytes; made by [`raw_recv`].
#[derive(Debug)]
pub struct RawRecv<'a, S> {
    /// Where they come from.
    pub socket: &'a S,
    /// Where they go.
    pub buffer: &'a mut [u8],
}

/// Waits until `socket` has bytes, and receives what there is; 0 is the end.
///
/// The caller hears of errors, but not of `WouldBlock` and `Interrupted`. Dropping it before it completes loses nothing.
pub fn raw_recv<'a, S: Socket>(socket: &'a S, buffer: &'a mut [u8]) -> RawRecv<'a, S> {
    RawRecv { socket, buffer }
}

impl<S: Socket> Future for RawRecv<'_, S> {
    type Output = io::Result<usize>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        loop {
            let this = &mut *self;
            match this.socket.recv(this.buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    std::task::ready!(this.socket.poll_readable(cx));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Err(error.kind().into())),
                result => return Poll::Ready(result),
            }
        }
    }
}
