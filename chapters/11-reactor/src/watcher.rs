//! The reactor's list: who is watched, who waits, and what the kernel is told of it.

use std::cell::{Cell, RefCell};
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::task::Waker;

use rustix::event::epoll::{self, EventData, EventFlags};

use crate::sources::{Interest, Side, Sources, Token};

/// What a reactor and its registrations share, on one thread.
#[derive(Debug)]
pub struct Watcher {
    pub epoll: OwnedFd,
    sources: RefCell<Sources>,
    /// Listeners that found no descriptor left.
    starved: RefCell<Vec<Token>>,
    next_ticket: Cell<u64>,
    /// Its reactor is gone: nobody asks the kernel any more.
    pub is_orphan: Cell<bool>,
}

impl Watcher {
    /// Watches nothing yet.
    pub fn new(epoll: OwnedFd) -> Self {
        Self {
            epoll,
            sources: RefCell::default(),
            starved: RefCell::default(),
            next_ticket: Cell::new(0),
            is_orphan: Cell::new(false),
        }
    }

    /// How many are watched.
    pub fn len(&self) -> usize {
        self.sources.borrow().len()
    }

    // ANCHOR: watch
    /// Tells the kernel of a descriptor: once, for both directions, edge-triggered.
    pub fn watch(&self, fd: BorrowedFd<'_>) -> io::Result<Token> {
        let token = self.sources.borrow_mut().insert();
        let (data, flags) = (EventData::new_u64(token.to_bits()), both_edges());
        if let Err(refused) = epoll::add(&self.epoll, fd, data, flags) {
            self.sources.borrow_mut().remove(token);
            return Err(refused.into());
        }
        Ok(token)
    }

    /// Takes a descriptor off the kernel's list, before it is closed.
    pub fn unwatch(&self, fd: BorrowedFd<'_>, token: Token) {
        let _ = epoll::delete(&self.epoll, fd); // it is on the list; if not, all the better
        let removed = self.sources.borrow_mut().remove(token);
        drop(removed); // here, where nothing is borrowed: wakers may be anybody's code
        for listener in self.starved.take() {
            let mut woken = Vec::new();
            self.note(listener, EventFlags::IN, &mut woken); // a descriptor is about to be free
        }
    }
    // ANCHOR_END: watch

    /// The next call on `listener` would find no descriptor, until one is free or the kernel has news.
    pub fn starve(&self, listener: Token) {
        self.side(listener, Interest::Readable, Side::exhausted);
        self.starved.borrow_mut().push(listener);
    }

    /// Does `work` on one direction of a source that is registered.
    pub fn side<T>(
        &self,
        token: Token,
        interest: Interest,
        work: impl FnOnce(&mut Side) -> T,
    ) -> T {
        let mut sources = self.sources.borrow_mut();
        work(
            sources
                .side(token, interest)
                .expect("it is registered as long as it lives"),
        )
    }

    pub fn ticket(&self) -> u64 {
        self.next_ticket.replace(self.next_ticket.get() + 1)
    }

    // ANCHOR: note
    /// Notes an event, and wakes who waited for it. `woken` is room, empty before and after.
    pub fn note(&self, token: Token, flags: EventFlags, woken: &mut Vec<Waker>) {
        self.sources.borrow_mut().note(token, flags, woken);
        woken.drain(..).for_each(Waker::wake); // nothing is borrowed: wakers may be anybody's code
    }
    // ANCHOR_END: note
}

/// Both directions, and the peer's end; each is reported once, when it changes.
fn both_edges() -> EventFlags {
    EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET
}
