//! One descriptor that the reactor watches, and the ways to wait for it.

use std::io::{self, ErrorKind};
use std::os::fd::AsFd;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use crate::reactor::{Watcher, current};
use crate::sources::{Interest, Side, Token};

// ANCHOR: registration
/// A source that the reactor watches for exactly as long as this lives. It owns the source, which must be non-blocking, and lends it.
///
/// Readiness is cached: as long as the kernel has not said "it would block", the source counts as ready, and nobody asks
/// whether it is.
#[derive(Debug)]
pub struct Registration<S: AsFd> {
    watcher: Rc<Watcher>,
    token: Token,
    source: S,
}

impl<S: AsFd> Registration<S> {
    /// Registers `source` with the reactor of this thread: one system call, for both directions and for good.
    ///
    /// # Errors
    /// If the kernel cannot watch such a source (`epoll` refuses files on a disk), or has no room for it.
    ///
    /// # Panics
    /// Outside [`block_on`](crate::block_on), and wherever no [`Reactor`](crate::Reactor) was entered.
    #[track_caller]
    pub fn new(source: S) -> io::Result<Self> {
        let watcher = current();
        let token = watcher.watch(source.as_fd())?;
        Ok(Self {
            watcher,
            token,
            source,
        })
    }

    /// The source. Calls on it that bypass [`try_io`](Self::try_io) leave the cached readiness as it is.
    pub fn get_ref(&self) -> &S {
        &self.source
    }
}

impl<S: AsFd> Drop for Registration<S> {
    fn drop(&mut self) {
        self.watcher.unwatch(self.source.as_fd(), self.token); // the source is closed after this
    }
}
// ANCHOR_END: registration

// ANCHOR: waiting
impl<S: AsFd> Registration<S> {
    /// Waits until a read is worth a try. Any number of tasks may wait at once; all are woken.
    ///
    /// Cancel safe: dropping it before it completes loses nothing and leaves nothing behind.
    pub fn readable(&self) -> Ready<'_> {
        self.ready(Interest::Readable)
    }

    /// Waits until a write is worth a try. Any number of tasks may wait at once; all are woken.
    ///
    /// Cancel safe: dropping it before it completes loses nothing and leaves nothing behind.
    pub fn writable(&self) -> Ready<'_> {
        self.ready(Interest::Writable)
    }

    /// `readable` or `writable`.
    pub fn ready(&self, interest: Interest) -> Ready<'_> {
        let (watcher, token, ticket) = (&*self.watcher, self.token, None);
        Ready {
            watcher,
            token,
            interest,
            ticket,
        }
    }
    // ANCHOR_END: waiting

    // ANCHOR: try_io
    /// Tries `io` if the source counts as ready. If it would block, the source does not any more.
    ///
    /// # Errors
    /// `WouldBlock`, without a system call, if the source does not count as ready; else what `io` gives.
    pub fn try_io<T>(
        &self,
        interest: Interest,
        io: impl FnOnce(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        if !self
            .watcher
            .side(self.token, interest, |side| side.is_ready())
        {
            return Err(ErrorKind::WouldBlock.into());
        }
        let result = io(&self.source);
        if matches!(&result, Err(error) if error.kind() == ErrorKind::WouldBlock) {
            self.watcher
                .side(self.token, interest, |side| side.would_block());
        }
        result
    }

    /// Notes that the next call would block, known without making it: a read that did not fill its buffer has emptied the socket.
    pub fn exhausted(&self, interest: Interest) {
        self.watcher
            .side(self.token, interest, |side| side.exhausted());
    }
    // ANCHOR_END: try_io

    // ANCHOR: io
    /// Tries `io` until it does not block, and waits in between. Interrupted, it tries again. Any number of tasks may be in here.
    ///
    /// Cancel safe, if `io` is one call: it has happened exactly if this completes.
    ///
    /// # Errors
    /// What `io` gives.
    pub async fn io<T>(
        &self,
        interest: Interest,
        mut io: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            match self.try_io(interest, &mut io) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.ready(interest).await,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
    // ANCHOR_END: io

    // ANCHOR: poll_io
    /// As [`io`](Self::io), for the methods of `AsyncRead` and `AsyncWrite`: it remembers one task for each direction, the one that
    /// polled last.
    pub fn poll_io<T>(
        &self,
        cx: &mut Context<'_>,
        interest: Interest,
        mut io: impl FnMut(&S) -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            match self.try_io(interest, &mut io) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    ready!(self.poll_ready(cx, interest));
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => return Poll::Ready(result),
            }
        }
    }
    // ANCHOR_END: poll_io

    /// Ready if the source counts as ready; else remembers the task, in the place of the one that polled before it.
    ///
    /// # Panics
    /// If its reactor is gone.
    pub fn poll_ready(&self, cx: &mut Context<'_>, interest: Interest) -> Poll<()> {
        self.watcher
            .poll_ready(self.token, interest, |side| side.keep_last(cx.waker()))
    }

    /// The next try would find no descriptor: it waits until one of this reactor's sockets is dropped, or there is news.
    pub(crate) fn starve(&self) {
        self.watcher.starve(self.token);
    }
}

impl Watcher {
    fn poll_ready(
        &self,
        token: Token,
        interest: Interest,
        keep: impl FnOnce(&mut Side),
    ) -> Poll<()> {
        self.side(token, interest, |side| {
            if side.is_ready() {
                return Poll::Ready(());
            }
            assert!(!self.is_orphan.get(), "this socket's reactor is gone, and nobody else would wake who waits for it: a socket is used in the block_on that it was made in");
            keep(side);
            Poll::Pending
        })
    }
}

// ANCHOR: ready
/// A wait for one direction; made by [`Registration::readable`] and [`Registration::writable`].
#[derive(Debug)]
#[must_use = "it waits only while it is awaited"]
pub struct Ready<'a> {
    watcher: &'a Watcher,
    token: Token,
    interest: Interest,
    /// Its number among those who wait, once it has had to.
    ticket: Option<u64>,
}

/// # Panics
/// When it has to wait and its reactor is gone.
impl Future for Ready<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let watcher = self.watcher;
        let ticket = *self.ticket.get_or_insert_with(|| watcher.ticket());
        self.watcher.poll_ready(self.token, self.interest, |side| {
            side.keep(ticket, cx.waker())
        })
    }
}

impl Drop for Ready<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            let forgotten = self
                .watcher
                .side(self.token, self.interest, |side| side.forget(ticket));
            drop(forgotten); // here, where nothing is borrowed
        }
    }
}
// ANCHOR_END: ready
