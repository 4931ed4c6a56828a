//! What the tests share: a limit for whatever could hang, and connected sockets.
#![allow(dead_code)] // no test file uses all of it

use std::future::Future;
use std::io;
use std::net;
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch11_reactor::{Reactor, Registration, TcpListener, TcpStream, block_on};
use judge::within;

/// Runs a program of sockets, for ten seconds at most.
pub fn bounded<T: Send + 'static>(
    program: impl AsyncFnOnce() -> io::Result<T> + Send + 'static,
) -> T {
    let limit = Duration::from_secs(10);
    within(limit, "the program of sockets to end", || {
        block_on(program())
    })
    .expect("no socket fails")
}

/// A stream of ours, and its peer, which blocks.
pub async fn connected() -> io::Result<(TcpStream, net::TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let peer = net::TcpStream::connect(listener.local_addr()?)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, peer))
}

/// A registered socket that has nothing to read and knows it, and its peer, which blocks.
pub fn waiting_pair() -> io::Result<(Registration<UnixStream>, UnixStream)> {
    let (ours, theirs) = UnixStream::pair()?;
    ours.set_nonblocking(true)?;
    let ours = Registration::new(ours)?;
    ours.exhausted(ch11_reactor::Interest::Readable);
    Ok((ours, theirs))
}

/// A reactor on this thread, which the test parks by hand.
pub fn by_hand<T>(test: impl FnOnce(&mut Reactor) -> io::Result<T>) -> T {
    let mut reactor = Reactor::new().expect("descriptors are left");
    let _entered = reactor.enter();
    test(&mut reactor).expect("no socket fails")
}

pub fn poll<F: Future>(future: Pin<&mut F>, waker: &Waker) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(waker))
}
