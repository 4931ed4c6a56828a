//! The loop: what it holds, and how callbacks get into it.

mod turn;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::os::fd::{AsFd, AsRawFd, RawFd};
use std::panic::Location;
use std::rc::Rc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use polling::Events;

use crate::clock::{Clock, RealClock};
use crate::registered::Registered;
use crate::remote::{Parcel, Place, Remote};
use crate::report::Report;

type Callback = Rc<RefCell<dyn FnMut(&mut EventLoop)>>;
/// The number that a loop gives to one callback and to no other. It grows.
type Id = usize;

// ANCHOR: fields
/// Calls your callbacks, one after the other, on the thread that runs it.
///
/// It is neither [`Send`] nor [`Sync`]: other threads reach it through a [`Remote`].
#[expect(missing_debug_implementations, reason = "closures show nothing")]
pub struct EventLoop {
    /// Every callback that may still run. What is not in here was cancelled, was removed, or has
    /// run.
    callbacks: HashMap<Id, Entry>,
    /// What runs in this turn or the next: first come, first served.
    ready: Vec<Id>,
    /// What becomes ready later. Numbers grow, so timers due together stand in the order in which
    /// they were set.
    timers: BTreeSet<(Instant, Id)>,
    /// Who is called when which descriptor can be read.
    readers: HashMap<RawFd, Id>,
    /// What other threads send.
    inbox: mpsc::Receiver<Parcel>,
    // ANCHOR_END: fields
    /// The other end of the inbox, and the poller, in which the loop sleeps.
    remote: Remote,
    clock: Box<dyn Clock>,
    /// Is told of every panic and every slow callback: by default, it writes them to standard
    /// error.
    pub reporter: Box<dyn FnMut(Report)>,
    /// A callback that takes at least this long is reported: 100 ms unless you change it, as in
    /// asyncio.
    pub slow_callback_duration: Duration,
    next_id: Id,
    turns: u64,
    stopping: bool,
    /// Room for what the poller says; `None` while the loop runs.
    events: Option<Events>,
}

// ANCHOR: entry
/// A callback and what the loop must know of it.
struct Entry {
    /// Shared with the call that is going on: a callback may remove itself.
    callback: Callback,
    /// A reader's source, which is watched for as long as the entry exists. Without one, the
    /// callback runs once.
    source: Option<Registered>,
    /// Where it was handed to the loop, for reports.
    place: Place,
}
// ANCHOR_END: entry

impl EventLoop {
    /// A loop with nothing to do.
    ///
    /// # Errors
    /// If the kernel has no descriptors left for it.
    pub fn new() -> io::Result<Self> {
        Self::with_clock(RealClock)
    }

    /// A loop that goes by a clock of your own.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn with_clock(clock: impl Clock + 'static) -> io::Result<Self> {
        let (remote, inbox) = Remote::new()?;
        Ok(Self {
            callbacks: HashMap::new(),
            ready: Vec::new(),
            timers: BTreeSet::new(),
            readers: HashMap::new(),
            inbox,
            remote,
            clock: Box::new(clock),
            reporter: Box::new(|report| eprintln!("{report}")),
            slow_callback_duration: Duration::from_millis(100),
            next_id: 0,
            turns: 0,
            stopping: false,
            events: Some(Events::new()),
        })
    }

    // ANCHOR: call_soon
    /// Calls `callback` in the next turn, after everything that is in line already.
    #[track_caller]
    pub fn call_soon(&mut self, callback: impl FnOnce(&mut Self) + 'static) -> Handle {
        let id = self.insert_once(callback, Location::caller());
        self.ready.push(id);
        Handle { id, when: None }
    }

    /// Calls `callback` in the first turn that sees the clock at `when` or later.
    #[track_caller]
    pub fn call_at(&mut self, when: Instant, callback: impl FnOnce(&mut Self) + 'static) -> Handle {
        let id = self.insert_once(callback, Location::caller());
        self.timers.insert((when, id));
        let when = Some(when);
        Handle { id, when }
    }
    // ANCHOR_END: call_soon

    /// Calls `callback` once `delay` has passed: [`call_at`](Self::call_at), from now.
    ///
    /// # Panics
    /// If that lies beyond what an [`Instant`] can hold.
    #[track_caller]
    pub fn call_later(
        &mut self,
        delay: Duration,
        callback: impl FnOnce(&mut Self) + 'static,
    ) -> Handle {
        self.call_at(self.time() + delay, callback)
    }

    // ANCHOR: add_reader
    /// Calls `callback` in every turn in which `source` can be read without waiting, until it is
    /// removed. An earlier reader of the same source is removed.
    ///
    /// "Can be read" is a hint, so make the source non-blocking. The loop keeps a descriptor of its
    /// own for it: a connection stays open until its reader is removed, even when you have dropped
    /// your end.
    ///
    /// # Errors
    /// If no descriptor is left, or the kernel cannot watch such a source (epoll refuses files on a
    /// disk).
    #[track_caller]
    pub fn add_reader(
        &mut self,
        source: &impl AsFd,
        callback: impl FnMut(&mut Self) + 'static,
    ) -> io::Result<()> {
        let registered = Registered::new(&self.remote.poller, source.as_fd(), self.next_id)?;
        let callback = Rc::new(RefCell::new(callback));
        let id = self.insert(callback, Some(registered), Location::caller());
        let before = self.readers.insert(source.as_fd().as_raw_fd(), id);
        before.and_then(|before| self.callbacks.remove(&before));
        Ok(())
    }

    /// Removes the reader of `source`, and says whether there was one. It is not called again, not
    /// even in this turn.
    pub fn remove_reader(&mut self, source: &impl AsFd) -> bool {
        let removed = self.readers.remove(&source.as_fd().as_raw_fd());
        removed.is_some_and(|id| self.callbacks.remove(&id).is_some())
    }
    // ANCHOR_END: add_reader

    /// A way into this loop for other threads.
    pub fn remote(&self) -> Remote {
        self.remote.clone()
    }

    /// What time it is on the loop's clock.
    pub fn time(&self) -> Instant {
        self.clock.now()
    }

    /// How many callbacks may still run: those in line, timers and readers.
    pub fn pending(&self) -> usize {
        self.callbacks.len()
    }

    /// How many turns there have been; each sleeps once at most.
    pub fn turns(&self) -> u64 {
        self.turns
    }

    fn insert_once(&mut self, callback: impl FnOnce(&mut Self) + 'static, place: Place) -> Id {
        let mut callback = Some(callback);
        let once = move |event_loop: &mut Self| callback.take().map_or((), |call| call(event_loop));
        self.insert(Rc::new(RefCell::new(once)), None, place)
    }

    fn insert(&mut self, callback: Callback, source: Option<Registered>, place: Place) -> Id {
        let id = self.next_id;
        self.next_id += 1;
        let entry = Entry {
            callback,
            source,
            place,
        };
        self.callbacks.insert(id, entry);
        id
    }
}

// ANCHOR: handle
/// One callback of one loop: asyncio's `Handle`, and its `TimerHandle`.
///
/// Dropping it changes nothing: the callback runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    id: Id,
    /// When it is due, if it is a timer.
    when: Option<Instant>,
}

impl Handle {
    /// Cancels the callback if its call has not begun, and says whether that was so. Nothing of it
    /// is left behind.
    ///
    /// `event_loop` must be the loop that gave this handle: another one has the same numbers for
    /// other callbacks.
    pub fn cancel(&self, event_loop: &mut EventLoop) -> bool {
        self.when
            .map(|when| event_loop.timers.remove(&(when, self.id)));
        event_loop.callbacks.remove(&self.id).is_some()
    }
}
// ANCHOR_END: handle
