//! What the tests of the loop share: a clock that jumps, a notebook, and a limit for what could
//! hang.
#![allow(dead_code, reason = "each test file uses its part")]

use std::cell::RefCell;
use std::fmt::Debug;
use std::rc::Rc;
use std::time::{Duration, Instant};

use ch04_event_loop::{Clock, EventLoop, Report};
use judge::VirtualClock;

pub const SECOND: Duration = Duration::from_secs(1);
pub const LIMIT: Duration = Duration::from_secs(10);

/// Jumps to the next timer instead of sleeping.
pub struct Jumping(pub VirtualClock);

impl Clock for Jumping {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn sleep(&self, idle: Duration) -> Duration {
        self.0.advance(idle);
        Duration::ZERO
    }
}

/// Runs a test that ends when its loop stops, for a while at most.
pub fn bounded(test: impl FnOnce() + Send + 'static) {
    judge::within(LIMIT, "the loop to stop", test);
}

pub fn virtual_loop() -> (EventLoop, VirtualClock) {
    let clock = VirtualClock::new();
    let event_loop = EventLoop::with_clock(Jumping(clock.clone())).expect("a loop");
    (event_loop, clock)
}

/// What callbacks write into, and tests read.
#[derive(Clone)]
pub struct Notes<T = &'static str>(Rc<RefCell<Vec<T>>>);

impl<T: Clone + Debug + 'static> Notes<T> {
    pub fn new() -> Self {
        Self(Rc::default())
    }

    pub fn add(&self, note: T) {
        self.0.borrow_mut().push(note);
    }

    /// A callback that writes `note`.
    pub fn note(&self, note: T) -> impl Fn(&mut EventLoop) + use<T> {
        let notes = Self(Rc::clone(&self.0));
        move |_| notes.add(note.clone())
    }

    pub fn read(&self) -> Vec<T> {
        self.0.borrow().clone()
    }

    /// How many callbacks hold this notebook.
    pub fn holders(&self) -> usize {
        Rc::strong_count(&self.0) - 1
    }
}

/// Writes down what the loop reports.
pub fn reports(event_loop: &mut EventLoop) -> Notes<Report> {
    let notes = Notes::new();
    let writer = notes.clone();
    event_loop.reporter = Box::new(move |report| writer.add(report));
    notes
}
