//! The reactor: a park that sleeps in `epoll_wait`.

use std::cell::{Cell, RefCell};
use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::rc::Rc;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use ch07_executor::Executor;
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::time::Timespec;

use crate::sources::{Interest, Side, Sources, Token};
use crate::unpark::Bell;

/// How many events one `epoll_wait` may bring; the rest comes with the next one. 256 are 3 KiB.
const BATCH: usize = 256;
/// The longest sleep that every kernel takes: about 24 days. Whoever sleeps longer is woken in vain now and then.
const LONGEST: Duration = Duration::from_secs(24 * 24 * 3600);

// ANCHOR: watcher
/// What a reactor and its registrations share, on one thread.
#[derive(Debug)]
pub struct Watcher {
    epoll: OwnedFd,
    sources: RefCell<Sources>,
    /// Listeners that found no descriptor left.
    starved: RefCell<Vec<Token>>,
    next_ticket: Cell<u64>,
    /// Its reactor is gone: nobody asks the kernel any more.
    pub is_orphan: Cell<bool>,
}

impl Watcher {
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
    // ANCHOR_END: watcher

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

    /// Notes an event, and wakes who waited for it. `woken` is room, empty before and after.
    fn note(&self, token: Token, flags: EventFlags, woken: &mut Vec<Waker>) {
        self.sources.borrow_mut().note(token, flags, woken);
        woken.drain(..).for_each(Waker::wake); // nothing is borrowed: wakers may be anybody's code
    }
}

/// Both directions, and the peer's end; each is reported once, when it changes.
fn both_edges() -> EventFlags {
    EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET
}

// ANCHOR: reactor
/// A [`Park`] that waits for sockets: it sleeps in `epoll_wait`, and wakes the tasks whose sockets have become ready.
///
/// One `epoll_wait` waits for all that are registered, for whoever unparks, and for the time limit. With a limit of zero it looks
/// and does not sleep; while nothing is registered that is no system call at all.
#[allow(missing_debug_implementations)] // rustix's events have none
pub struct Reactor {
    watcher: Rc<Watcher>,
    bell: Arc<Bell>,
    /// Room, kept from park to park.
    events: Vec<Event>,
    woken: Vec<Waker>,
}

impl Park for Reactor {
    /// Sleeps as [`Park`] says; a socket that becomes ready ends it as well.
    ///
    /// # Panics
    /// If the kernel refuses to wait, which it has no reason to do.
    fn park(&mut self, timeout: Option<Duration>) {
        let asleep = timeout != Some(Duration::ZERO) && self.bell.may_sleep();
        if asleep {
            self.wait(timeout);
            self.bell.awake(); // the wakes below need not ring
        } else if self.watched() > 0 {
            self.wait(Some(Duration::ZERO));
        }
        for event in self.events.drain(..) {
            let bits = event.data.u64();
            if bits != Token::BELL {
                self.watcher
                    .note(Token::from_bits(bits), event.flags, &mut self.woken);
            }
        }
        self.bell.awake(); // last: they left a token, which is no reason not to sleep next time
    }

    fn unparker(&self) -> Unparker {
        let bell = Arc::clone(&self.bell);
        Unparker::new(move || bell.ring())
    }
}
// ANCHOR_END: reactor

impl Reactor {
    /// A reactor that watches nothing yet.
    ///
    /// # Errors
    /// If no descriptors are left: it takes two.
    pub fn new() -> io::Result<Self> {
        let (epoll, bell) = (epoll::create(CreateFlags::CLOEXEC)?, Bell::new()?);
        let data = EventData::new_u64(Token::BELL);
        epoll::add(&epoll, &bell.fd, data, EventFlags::IN | EventFlags::ET)?;
        let watcher = Watcher {
            epoll,
            sources: RefCell::default(),
            starved: RefCell::default(),
            next_ticket: Cell::new(0),
            is_orphan: Cell::new(false),
        };
        Ok(Self {
            watcher: Rc::new(watcher),
            bell: Arc::new(bell),
            events: Vec::with_capacity(BATCH),
            woken: Vec::new(),
        })
    }

    /// How many sockets are registered. While there are none, nothing but time and other threads can end a wait.
    pub fn watched(&self) -> usize {
        self.watcher.sources.borrow().len()
    }

    // ANCHOR: wait
    /// One `epoll_wait`; what it brings is in `events`.
    fn wait(&mut self, timeout: Option<Duration>) {
        let timeout = timeout.map(|timeout| timeout.min(LONGEST));
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        let room = spare_capacity(&mut self.events);
        match epoll::wait(&self.watcher.epoll, room, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {} // a signal came: whoever parks looks around and parks again
            Err(refused) => panic!("epoll_wait refuses to wait: {refused}"),
        }
    }
    // ANCHOR_END: wait

    // ANCHOR: enter
    /// Makes this the reactor that sockets made on this thread register with, until the guard is dropped.
    pub fn enter(&self) -> Entered {
        Entered(CURRENT.replace(Some(Rc::clone(&self.watcher))))
    }
}

thread_local! {
    /// The reactor that is driven on this thread.
    static CURRENT: RefCell<Option<Rc<Watcher>>> = const { RefCell::new(None) };
}

/// What sockets register with.
#[track_caller]
pub fn current() -> Rc<Watcher> {
    CURRENT.with_borrow(Option::clone).expect(
        "no reactor runs on this thread: sockets are made inside block_on, by the future that it drives or by its tasks",
    )
}
// ANCHOR_END: enter

/// Says which reactor the thread's sockets register with, until it is dropped; made by [`Reactor::enter`].
#[derive(Debug)]
pub struct Entered(Option<Rc<Watcher>>);

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

impl Drop for Reactor {
    fn drop(&mut self) {
        self.watcher.is_orphan.set(true);
    }
}

// ANCHOR: block_on
/// Runs `main`, and all that it spawns, on this thread, with a reactor for its sockets.
///
/// ```
/// use ch11_reactor::{TcpListener, TcpStream, block_on, spawn};
/// use futures::io::{AsyncReadExt, AsyncWriteExt};
/// # fn main() -> std::io::Result<()> {
/// block_on(async {
///     let listener = TcpListener::bind("127.0.0.1:0")?;
///     let address = listener.local_addr()?;
///     let client = spawn(async move {
///         let mut stream = TcpStream::connect(address).await?;
///         stream.write_all(b"hello").await
///     });
///     let (mut stream, _) = listener.accept().await?;
///     let mut text = String::new();
///     stream.read_to_string(&mut text).await?;
///     assert_eq!(text, "hello");
///     client.await.unwrap()
/// })
/// # }
/// ```
///
/// # Panics
/// Inside another `block_on` of the same thread, and if no descriptor is left for the reactor.
#[track_caller]
pub fn block_on<F: Future>(main: F) -> F::Output {
    let reactor = Reactor::new().expect("descriptors are left for a reactor");
    let _entered = reactor.enter();
    Executor::new(reactor).block_on(main)
}
// ANCHOR_END: block_on
