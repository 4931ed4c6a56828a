//! A stream is dropped while its event is in hand, and its descriptor has a new owner at once. Whose is the event?

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use ch06_wakers::Park;
use ch11_reactor::{Interest, Reactor, Registration};

type Watched = Registration<UnixStream>;

thread_local! {
    /// Two sockets that have become ready together; whoever is woken first, drops the other.
    static BOTH: RefCell<[Option<Watched>; 2]> = const { RefCell::new([None, None]) };
    /// A socket that was made after that, and the number of the dropped one.
    static NEW: RefCell<Option<(Watched, UnixStream, i32)>> = const { RefCell::new(None) };
}

/// Puts a new socket in the place of a dropped one, as soon as it is woken. A waker may be anybody's code.
struct Replaces(usize);

// ANCHOR: wake
impl Wake for Replaces {
    fn wake(self: Arc<Self>) {
        let Some(other) = BOTH.with_borrow_mut(|both| both[1 - self.0].take()) else {
            return; // this socket itself is gone
        };
        println!(
            "socket {} is woken, and drops socket {}",
            self.0,
            1 - self.0
        );
        let number = other.get_ref().as_raw_fd();
        drop(other);
        let (new, peer) = UnixStream::pair().expect("descriptors are left");
        new.set_nonblocking(true).expect("a socket");
        let new = Registration::new(new).expect("a reactor runs");
        let result = new.try_io(Interest::Readable, |mut new| new.read(&mut [0; 16]));
        println!("a new socket has nothing to read: {}", result.is_err());
        NEW.set(Some((new, peer, number)));
    }
}
// ANCHOR_END: wake

// ANCHOR: main
fn main() -> io::Result<()> {
    let mut reactor = Reactor::new()?;
    let _entered = reactor.enter();
    let mut peers = Vec::new();
    for place in [0, 1] {
        let (ours, mut theirs) = UnixStream::pair()?;
        ours.set_nonblocking(true)?;
        let ours = Registration::new(ours)?;
        ours.exhausted(Interest::Readable);
        let waker = Waker::from(Arc::new(Replaces(place)));
        let poll = ours.poll_ready(&mut Context::from_waker(&waker), Interest::Readable);
        assert_eq!(poll, Poll::Pending);
        BOTH.with_borrow_mut(|both| both[place] = Some(ours));
        theirs.write_all(b"hello")?;
        peers.push(theirs);
    }
    reactor.park(Some(Duration::ZERO)); // two events in one batch
    let (new, _peer, number) = NEW.take().expect("one socket was woken");
    println!("same descriptor: {}", new.get_ref().as_raw_fd() == number);
    let polled = new.try_io(Interest::Readable, |_| Ok(()));
    println!("the event of the old one reached it: {}", polled.is_ok());
    BOTH.take();
    Ok(())
}
// ANCHOR_END: main
