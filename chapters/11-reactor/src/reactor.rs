//! The reactor: a park that sleeps in `epoll_wait`.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Waker;
use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use ch07_executor::Executor;
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::time::Timespec;

use crate::sources::Token;
use crate::unpark::Bell;
use crate::watcher::Watcher;

/// How many events one `epoll_wait` may bring; the rest comes with the next one. 256 are 3 KiB.
const BATCH: usize = 256;
/// The longest sleep that every kernel takes: about 24 days. Whoever sleeps longer is woken in vain now and then.
const LONGEST: Duration = Duration::from_secs(24 * 24 * 3600);

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
        Ok(Self {
            watcher: Rc::new(Watcher::new(epoll)),
            bell: Arc::new(bell),
            events: Vec::with_capacity(BATCH),
            woken: Vec::new(),
        })
    }

    /// How many sockets are registered. While there are none, nothing but time and other threads can end a wait.
    pub fn watched(&self) -> usize {
        self.watcher.len()
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
// ANCHOR: block_on
#[track_caller]
pub fn block_on<F: Future>(main: F) -> F::Output {
    let reactor = Reactor::new().expect("descriptors are left for a reactor");
    let _entered = reactor.enter();
    Executor::new(reactor).block_on(main)
}
// ANCHOR_END: block_on
