//! What a thread knows of the runtime that runs on it: one thread-local, looked up once for each thing that a task does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use crate::s4_one_allocation::Run;
use crate::tasks::{Tasks, Turn};
use crate::time::Timing;
use crate::word::{Home, Word};

/// There is at most one runtime on a thread, so its parts can stand here themselves, and nothing has to be counted.
pub struct Context {
    /// 0: none runs here.
    pub runtime: Cell<u16>,
    /// Whether it is shutting down: then new tasks end at once.
    pub closing: Cell<bool>,
    pub tasks: RefCell<Tasks>,
    pub timing: RefCell<Timing>,
}

thread_local! {
    static CONTEXT: Context = const {
        Context {
            runtime: Cell::new(0),
            closing: Cell::new(false),
            tasks: RefCell::new(Tasks::new()),
            timing: RefCell::new(Timing::new(None)),
        }
    };
}

#[inline]
pub fn with<T>(look: impl FnOnce(&Context) -> T) -> T {
    CONTEXT.with(look)
}

/// As [`with`]; `None` on a thread that is ending and has no locals any more.
#[inline]
pub fn try_with<T>(look: impl FnOnce(&Context) -> T) -> Option<T> {
    CONTEXT.try_with(look).ok()
}

// ANCHOR: home
/// Wakes that come from the thread that the task belongs to.
pub struct Here;

impl Home for Here {
    fn wake(word: Word) -> bool {
        let home = try_with(|context| {
            let home = context.runtime.get() == word.runtime();
            if home {
                context.tasks.borrow_mut().wake(word);
            }
            home
        });
        home.unwrap_or(false)
    }
}
// ANCHOR_END: home

#[track_caller]
pub fn insert(task: Rc<dyn Run>) -> Word {
    let word = CONTEXT.with(|context| match context.runtime.get() {
        0 => None,
        _ if context.closing.get() => Some(None),
        _ => Some(Some(context.tasks.borrow_mut().insert(Rc::clone(&task)))),
    });
    let word = word.expect("spawn called outside block_on: no runtime runs on this thread");
    word.unwrap_or_else(|| {
        task.cancel();
        Word::new(0, 0, 0)
    })
}

pub fn cancel(word: Word) {
    with(|context| {
        if context.runtime.get() == word.runtime() {
            context.tasks.borrow_mut().cancel(word);
        }
    });
}

#[inline]
pub fn next() -> Option<Turn> {
    with(|context| context.tasks.borrow_mut().next())
}

/// How long the runtime may sleep: not at all if somebody is ready.
pub fn time_to_sleep() -> Option<Duration> {
    with(|context| {
        if context.tasks.borrow().nobody_is_ready() {
            context.timing.borrow().left()
        } else {
            Some(Duration::ZERO)
        }
    })
}
