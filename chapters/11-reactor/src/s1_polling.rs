//! Step 1: a park that waits for sockets, on the crate `polling`. Portable; a wait is announced each time, and a socket has one waiter.
// `Poller::add` is unsafe in polling 3: a source must be deleted from the poller before it is closed. `Watched` owns it.
#![allow(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use polling::{Event, Events, Poller};

// ANCHOR: park
/// Sleeps in the poller, then wakes who waited for the sockets that are ready.
#[derive(Debug)]
pub struct PollingPark(Rc<Waiting>, Events);

#[derive(Debug)]
struct Waiting {
    poller: Arc<Poller>,
    /// Who waits, by the key that the poller gives back.
    wakers: RefCell<BTreeMap<usize, Waker>>,
    newest: Cell<usize>,
}

impl Park for PollingPark {
    /// # Panics
    /// If the kernel refuses to wait.
    fn park(&mut self, timeout: Option<Duration>) {
        let Self(waiting, events) = self;
        events.clear();
        waiting
            .poller
            .wait(events, timeout)
            .expect("the kernel waits");
        for event in events.iter() {
            let waker = waiting.wakers.borrow_mut().remove(&event.key);
            waker.into_iter().for_each(Waker::wake);
        }
    }

    fn unparker(&self) -> Unparker {
        let poller = Arc::clone(&self.0.poller);
        Unparker::new(move || poller.notify().expect("the kernel takes a notice"))
    }
}
// ANCHOR_END: park

impl PollingPark {
    /// One that watches nothing yet.
    ///
    /// # Errors
    /// If no descriptors are left.
    pub fn new() -> io::Result<Self> {
        let waiting = Waiting {
            poller: Arc::new(Poller::new()?),
            wakers: RefCell::default(),
            newest: Cell::new(0),
        };
        Ok(Self(Rc::new(waiting), Events::new()))
    }

    /// Puts a connection on the poller's list. It waits for nothing yet.
    ///
    /// # Errors
    /// If the kernel has no room for it.
    pub fn watch(&self, stream: TcpStream) -> io::Result<Watched> {
        stream.set_nonblocking(true)?;
        let Self(waiting, _) = self;
        let key = waiting.newest.replace(waiting.newest.get() + 1);
        // SAFETY: the stream must be deleted from the poller before it is closed. It moves into the value below, which lends it
        // and never gives it away; `drop` deletes it, and only then is the field dropped. The poller lives as long: it is shared.
        unsafe { waiting.poller.add(&stream, Event::none(key))? };
        Ok(Watched {
            waiting: Rc::clone(waiting),
            key,
            stream,
        })
    }
}

// ANCHOR: watched
/// A connection on the poller's list.
#[derive(Debug)]
pub struct Watched {
    waiting: Rc<Waiting>,
    key: usize,
    stream: TcpStream,
}

impl Watched {
    /// The connection.
    pub fn get_ref(&self) -> &TcpStream {
        &self.stream
    }

    /// Waits until a read is worth a try. One task at a time: the last one that asked is woken.
    ///
    /// Cancel safe: dropping it loses nothing; its waker stays behind until there is news or the connection is dropped.
    ///
    /// # Errors
    /// If the kernel refuses to watch.
    pub async fn readable(&self) -> io::Result<()> {
        let mut asked = false;
        poll_fn(|cx| {
            if asked && !self.waiting.wakers.borrow().contains_key(&self.key) {
                return Poll::Ready(Ok(())); // the park has used the waker
            }
            asked = true;
            match self.wait(cx, Event::readable(self.key)) {
                Ok(()) => Poll::Pending,
                refused => Poll::Ready(refused),
            }
        })
        .await
    }

    /// Leaves the waker, and tells the kernel what is being waited for: `polling` reports once, then wants to be asked again.
    fn wait(&self, cx: &mut Context<'_>, event: Event) -> io::Result<()> {
        let mut wakers = self.waiting.wakers.borrow_mut();
        wakers.insert(self.key, cx.waker().clone());
        self.waiting.poller.modify(&self.stream, event)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let deleted = self.waiting.poller.delete(&self.stream);
        debug_assert!(deleted.is_ok(), "it was on the list: {deleted:?}");
        self.waiting.wakers.borrow_mut().remove(&self.key);
    }
}
// ANCHOR_END: watched

// ANCHOR: raw_recv
/// Waits for bytes, and reads what there is; 0 is the end. asyncio's `sock_recv`.
///
/// Cancel safe: dropped before it completes, it has read nothing.
///
/// # Errors
/// If the connection or the poller fails.
pub async fn raw_recv(socket: &Watched, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match (&socket.stream).read(buffer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => socket.readable().await?,
            result => return result,
        }
    }
}
// ANCHOR_END: raw_recv
