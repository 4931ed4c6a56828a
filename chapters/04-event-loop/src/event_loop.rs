//! The loop: what it holds, and how callbacks get into it.

mod turn;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::os::fd::AsFd;
use std::panic::Location;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{fmt, io};

use polling::Poller;

use crate::clock::{Clock, RealClock};
use crate::handle::{CallbackId, Handle};
use crate::remote::{Inbox, Remote};
use crate::report::Report;
use crate::sources::Sources;

/// asyncio's default: a callback that takes this long has kept everybody else waiting too long.
const SLOW_CALLBACK_DURATION: Duration = Duration::from_millis(100);

// ANCHOR: fields
/// Calls your callbacks, one after the other, on the thread that runs it.
///
/// It is neither [`Send`] nor [`Sync`]: other threads reach it through a [`Remote`].
pub struct EventLoop {
    /// Every callback that may still run. What is not in here was cancelled, was removed, or has run.
    callbacks: HashMap<CallbackId, Entry>,
    /// What runs in this turn or the next: first come, first served.
    ready: VecDeque<CallbackId>,
    /// What becomes ready later. Ids grow, so timers that are due together stand in the order in which they were set.
    timers: BTreeSet<(Instant, CallbackId)>,
    /// Who wants to know which socket is ready.
    sources: Sources,
    /// What other threads have sent.
    inbox: Arc<Inbox>,
    // ANCHOR_END: fields
    /// Where the time comes from.
    clock: Box<dyn Clock>,
    /// Who is told of panics and slow callbacks.
    reporter: Box<dyn FnMut(Report)>,
    /// A callback that takes at least this long is reported: 100 ms unless you change it, as in asyncio.
    pub slow_callback_duration: Duration,
    next_id: CallbackId,
    turns: u64,
    running: bool,
    stopping: bool,
}

type Callback = Box<dyn FnMut(&mut EventLoop)>;
type Place = &'static Location<'static>;

/// A callback and what the loop must know of it.
struct Entry {
    /// `None` while it runs.
    callback: Option<Callback>,
    /// Whether it stays when it has run: a reader does, a timer does not.
    lasting: bool,
    /// Where it was handed to the loop, for reports.
    place: Place,
}

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
        let poller = Arc::new(Poller::new()?);
        Ok(Self {
            callbacks: HashMap::new(),
            ready: VecDeque::new(),
            timers: BTreeSet::new(),
            sources: Sources::new(Arc::clone(&poller)),
            inbox: Arc::new(Inbox::new(poller)),
            clock: Box::new(clock),
            reporter: Box::new(|report| eprintln!("{report}")),
            slow_callback_duration: SLOW_CALLBACK_DURATION,
            next_id: CallbackId::default(),
            turns: 0,
            running: false,
            stopping: false,
        })
    }

    // ANCHOR: call_soon
    /// Calls `callback` in the next turn, after everything that is in line already.
    #[track_caller]
    pub fn call_soon(&mut self, callback: impl FnOnce(&mut Self) + 'static) -> Handle {
        let id = self.insert(once(callback), false, Location::caller());
        self.ready.push_back(id);
        Handle { id, when: None }
    }

    /// Calls `callback` in the first turn that sees the clock at `when` or later.
    #[track_caller]
    pub fn call_at(&mut self, when: Instant, callback: impl FnOnce(&mut Self) + 'static) -> Handle {
        let id = self.insert(once(callback), false, Location::caller());
        self.timers.insert((when, id));
        Handle {
            id,
            when: Some(when),
        }
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

    // ANCHOR: cancel
    /// Takes the callback out, together with all that it holds. What it leaves in `ready` is a number that leads nowhere.
    pub(crate) fn cancel(&mut self, handle: &Handle) -> bool {
        if let Some(when) = handle.when {
            self.timers.remove(&(when, handle.id));
        }
        self.callbacks.remove(&handle.id).is_some()
    }
    // ANCHOR_END: cancel

    // ANCHOR: add_reader
    /// Calls `callback` in every turn in which `source` can be read without waiting, until it is removed. An earlier
    /// reader of the same source is removed.
    ///
    /// "Can be read" is a hint, so make the source non-blocking. The loop keeps a descriptor of its own for it: a
    /// connection stays open until its reader is removed, even when you have dropped your end.
    ///
    /// # Errors
    /// If no descriptor is left, or the kernel cannot watch such a source (epoll refuses files on a disk).
    #[track_caller]
    pub fn add_reader(
        &mut self,
        source: &impl AsFd,
        callback: impl FnMut(&mut Self) + 'static,
    ) -> io::Result<()> {
        let id = self.insert(Box::new(callback), true, Location::caller());
        let outcome = self.sources.add(source.as_fd(), id);
        // The reader that was there before goes; or, if this one cannot be watched for, this one.
        let gone = outcome.as_ref().map_or(Some(id), |before| *before);
        gone.and_then(|id| self.callbacks.remove(&id));
        outcome.map(|_| ())
    }

    /// Removes the reader of `source`, and says whether there was one. It is not called again, not even in this turn.
    pub fn remove_reader(&mut self, source: &impl AsFd) -> bool {
        let removed = self.sources.remove(source.as_fd());
        removed.is_some_and(|id| self.callbacks.remove(&id).is_some())
    }
    // ANCHOR_END: add_reader

    /// A way into this loop for other threads.
    pub fn remote(&self) -> Remote {
        Remote::to(&self.inbox)
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

    /// Tells `reporter` of every panic and every slow callback. Without one, they go to standard error.
    pub fn set_reporter(&mut self, reporter: impl FnMut(Report) + 'static) {
        self.reporter = Box::new(reporter);
    }

    fn insert(&mut self, callback: Callback, lasting: bool, place: Place) -> CallbackId {
        let id = self.next_id.next();
        let callback = Some(callback);
        let entry = Entry {
            callback,
            lasting,
            place,
        };
        self.callbacks.insert(id, entry);
        id
    }
}

/// All callbacks lie in boxes that can be called again and again, for the readers' sake. This one is empty after once.
fn once(callback: impl FnOnce(&mut EventLoop) + 'static) -> Callback {
    let mut callback = Some(callback);
    Box::new(move |event_loop| {
        if let Some(callback) = callback.take() {
            callback(event_loop);
        }
    })
}

impl fmt::Debug for EventLoop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pending = self.pending();
        write!(formatter, "EventLoop {{ pending: {pending}, .. }}")
    }
}
