//! What the reactor knows of its sockets: who is ready for what, and who waits for it.

use std::task::Waker;

use rustix::event::epoll::EventFlags;
use slab::Slab;

/// A direction of a socket: what somebody waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Bytes have come, or a connection, or the end, or an error.
    Readable,
    /// There is room for bytes; or a connection has been made or refused.
    Writable,
}

// ANCHOR: token
/// Names one registration and no other: its place in the table, and the generation that lives there. `epoll` carries it as 64 bits
/// and gives it back with every event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    place: u32,
    generation: u32,
}

impl Token {
    /// No registration's: no table has this many places.
    pub const BELL: u64 = u64::MAX;

    pub fn to_bits(self) -> u64 {
        u64::from(self.generation) << 32 | u64::from(self.place)
    }

    pub fn from_bits(bits: u64) -> Self {
        let (place, generation) = (bits as u32, (bits >> 32) as u32);
        Self { place, generation }
    }
}
// ANCHOR_END: token

// ANCHOR: side
/// One direction of one socket.
#[derive(Debug, Default)]
pub struct Side {
    /// The kernel has said so, or nobody has asked it yet. A call that would block ends it.
    ready: bool,
    /// The peer has ended this direction: no call waits, unless the kernel says that it would block all the same.
    ended: bool,
    /// Who polled last through `AsyncRead` or `AsyncWrite`.
    last: Option<Waker>,
    /// Who awaits `readable()` or `writable()`, each with a number of its own.
    waiting: Vec<(u64, Waker)>,
}
// ANCHOR_END: side

impl Side {
    pub fn is_ready(&self) -> bool {
        self.ready || self.ended
    }

    /// The next call would block: the last one said so, or took all that there was.
    pub fn exhausted(&mut self) {
        self.ready = false;
    }

    /// The kernel says that it would block, whatever it said before.
    pub fn would_block(&mut self) {
        (self.ready, self.ended) = (false, false);
    }

    /// Marks it ready, and takes out everybody who waits.
    fn becomes_ready(&mut self, ended: bool, woken: &mut Vec<Waker>) {
        self.ready = true;
        self.ended |= ended;
        woken.extend(self.last.take());
        woken.extend(self.waiting.drain(..).map(|(_, waker)| waker));
    }

    /// Keeps the waker of the task that polls, in the place of the one before: the traits promise no more. Gives that one, to be
    /// dropped where nobody holds a borrow.
    pub fn keep_last(&mut self, waker: &Waker) -> Option<Waker> {
        let same = self.last.as_ref().is_some_and(|last| last.will_wake(waker));
        if same {
            None
        } else {
            self.last.replace(waker.clone())
        }
    }

    /// Keeps the waker of number `ticket`, beside all others. Gives the one that it had before, to be dropped where nobody holds a
    /// borrow.
    pub fn keep(&mut self, ticket: u64, waker: &Waker) -> Option<Waker> {
        let before = self.forget(ticket);
        self.waiting.push((ticket, waker.clone()));
        before
    }

    /// Number `ticket` does not wait any more. Gives its waker, to be dropped where nobody holds a borrow.
    pub fn forget(&mut self, ticket: u64) -> Option<Waker> {
        let place = self
            .waiting
            .iter()
            .position(|(number, _)| *number == ticket)?;
        Some(self.waiting.swap_remove(place).1)
    }
}

/// Both directions of a socket, and which registration it is.
#[derive(Debug)]
struct Source {
    generation: u32,
    read: Side,
    write: Side,
}

// ANCHOR: sources
/// The table of all registrations.
#[derive(Debug, Default)]
pub struct Sources {
    table: Slab<Source>,
    newest: u32,
}

impl Sources {
    /// Adds a source. Nobody has asked the kernel yet, so both directions are worth a try.
    pub fn insert(&mut self) -> Token {
        self.newest = self.newest.wrapping_add(1);
        let generation = self.newest;
        let side = || Side {
            ready: true,
            ..Side::default()
        };
        let (read, write) = (side(), side());
        let place = self.table.insert(Source {
            generation,
            read,
            write,
        });
        let place = u32::try_from(place).expect("a process has fewer descriptors than that");
        Token { place, generation }
    }

    /// Takes a source out. Its wakers come along, to be dropped where nobody holds a borrow.
    pub fn remove(&mut self, token: Token) -> impl Sized + use<> {
        self.table.remove(token.place as usize)
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// One direction of `token`'s source, unless its place is empty or has a new owner.
    pub fn side(&mut self, token: Token, interest: Interest) -> Option<&mut Side> {
        let source = self.table.get_mut(token.place as usize);
        let source = source.filter(|source| source.generation == token.generation)?;
        Some(match interest {
            Interest::Readable => &mut source.read,
            Interest::Writable => &mut source.write,
        })
    }

    /// Notes what the kernel says of `token`'s source, and takes out who is to be woken.
    pub fn note(&mut self, token: Token, flags: EventFlags, woken: &mut Vec<Waker>) {
        let closed = flags.intersects(EventFlags::HUP);
        let half_closed = closed || flags.intersects(EventFlags::RDHUP);
        let failed = flags.intersects(EventFlags::ERR);
        if (half_closed || failed || flags.intersects(EventFlags::IN))
            && let Some(read) = self.side(token, Interest::Readable)
        {
            read.becomes_ready(half_closed, woken);
        }
        if (closed || failed || flags.intersects(EventFlags::OUT))
            && let Some(write) = self.side(token, Interest::Writable)
        {
            write.becomes_ready(closed, woken);
        }
    }
}
// ANCHOR_END: sources
