//! What a program may ask of the checking executor that runs it: the time, a sleep, another task.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use trace::Clock;

use crate::task::Task;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Core>>> = const { RefCell::new(None) };
}

/// What a run and the programs in it share.
pub struct Core {
    pub clock: Clock,
    /// Who is woken when; the number keeps the order of those that are due together.
    pub timers: RefCell<BTreeMap<(Duration, u64), Waker>>,
    pub timer_number: Cell<u64>,
    pub spawned: RefCell<Vec<Task<'static>>>,
    /// Tasks that are to be dropped, by name and number of spawning.
    pub cancelled: RefCell<Vec<usize>>,
    pub tasks: Cell<usize>,
    /// What the task that is being polled says it is doing.
    pub doing: RefCell<Option<String>>,
}

impl Core {
    pub fn new(clock: Clock) -> Rc<Self> {
        Rc::new(Self {
            clock,
            timers: RefCell::default(),
            timer_number: Cell::new(0),
            spawned: RefCell::default(),
            cancelled: RefCell::default(),
            tasks: Cell::new(1), // the program itself
            doing: RefCell::default(),
        })
    }

    /// Makes this the run that this thread's programs ask, until the guard is dropped.
    pub fn enter(self: &Rc<Self>) -> impl Drop + use<> {
        struct Leave(Option<Rc<Core>>);
        impl Drop for Leave {
            fn drop(&mut self) {
                CURRENT.set(self.0.take());
            }
        }
        Leave(CURRENT.replace(Some(Rc::clone(self))))
    }

    /// The run that is under way on this thread.
    #[track_caller]
    pub fn current(asked: &str) -> Rc<Self> {
        let current = CURRENT.with_borrow(Clone::clone);
        current.unwrap_or_else(|| panic!("judge::{asked} is asked outside a run: call it from a future that judge::run drives"))
    }
}

/// The virtual time since the run began.
///
/// # Panics
/// Outside a run.
#[track_caller]
pub fn now() -> Duration {
    Core::current("now").clock.now()
}

/// Says what the task that is being polled is doing, for the report of a deadlock: `doing("waits for the lock")`. Outside a
/// run it does nothing.
pub fn doing(what: impl Into<String>) {
    if let Some(core) = CURRENT.with_borrow(Clone::clone) {
        *core.doing.borrow_mut() = Some(what.into());
    }
}

/// Waits for `duration` of virtual time, which passes as soon as nothing else can happen.
///
/// # Panics
/// When it is polled outside a run.
pub fn sleep(duration: Duration) -> Sleep {
    Sleep {
        duration,
        timer: None,
    }
}

/// A wait for virtual time; made by [`sleep`].
#[derive(Debug)]
pub struct Sleep {
    duration: Duration,
    /// Its place among the timers, once it was polled: when it is due, and its number.
    timer: Option<(Duration, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let core = Core::current("sleep");
        let duration = self.duration;
        let key = *self.timer.get_or_insert_with(|| {
            core.timer_number.set(core.timer_number.get() + 1);
            (core.clock.now() + duration, core.timer_number.get())
        });
        if core.clock.now() >= key.0 {
            return Poll::Ready(());
        }
        doing(format!("sleeps until {:?}", key.0));
        core.timers.borrow_mut().insert(key, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let (Some(key), Some(core)) = (self.timer, CURRENT.with_borrow(Clone::clone)) {
            core.timers.borrow_mut().remove(&key);
        }
    }
}
