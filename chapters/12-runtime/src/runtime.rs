//! The loop: whoever is ready has a turn, and every so often timers, sockets and other threads are heard.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use ch06_wakers::{Driving, Park, Unparker};
use ch10_timers::VirtualClock;
use ch11_reactor::Reactor;

use crate::context::{self, Here};
use crate::remote::{Entry, Inbox};
use crate::s4_one_allocation::Run;
use crate::tasks::Tasks;
use crate::time::{self, Timing};
use crate::word::{Word, waker};

/// So many turns are given between two looks at clock, kernel and inbox. A look costs as much as ten to a hundred turns, and a
/// turn should be short; Tokio looks every 61.
const TURNS_BETWEEN_LOOKS: usize = 61;

// ANCHOR: block_on
/// Runs `main`, and all that it spawns, on this thread, until `main` is ready, and gives its output.
///
/// Tasks that are unfinished then are dropped, while `spawn` and all else still know the runtime; so they are if `main`
/// panics, and the panic comes through.
///
/// ```
/// use ch12_runtime::{block_on, spawn};
/// let sum = block_on(async {
///     let (one, two) = (spawn(async { 1 }), spawn(async { 2 }));
///     one.await.unwrap() + two.await.unwrap()
/// });
/// assert_eq!(sum, 3);
/// ```
///
/// # Panics
/// Inside another `block_on` of the same thread.
#[track_caller]
pub fn block_on<F: Future>(main: F) -> F::Output {
    let _driving = Driving::begin();
    let reactor = Reactor::new().expect("descriptors are left for a reactor");
    let _entered = reactor.enter();
    let running = Running::begin(reactor.unparker(), None);
    drive(reactor, &running, main, time::fire)
}
// ANCHOR_END: block_on

/// As [`block_on`], in the time of `clock`, which jumps to the next deadline whenever the runtime would sleep. Without sockets,
/// which know no such clock. Wakes by timers are named so in a [`trace`].
///
/// # Panics
/// Inside another `block_on` of the same thread, and if all wait and no timer is set.
#[track_caller]
pub fn block_on_virtual<F: Future>(clock: &VirtualClock, main: F) -> F::Output {
    let _driving = Driving::begin();
    let running = Running::begin(clock.unparker(), Some(clock.clone()));
    drive(clock.clone(), &running, main, || {
        trace::blame(Some("timer"));
        time::fire();
        trace::blame(None);
    })
}

// ANCHOR: drive
fn drive<F: Future>(mut park: impl Park, running: &Running, main: F, fire: impl Fn()) -> F::Output {
    let mut main = pin!(main);
    let mut woken = Vec::new();
    loop {
        for _ in 0..TURNS_BETWEEN_LOOKS {
            let Some(next) = context::next() else { break };
            let waker = waker::<Here>(next.word);
            let mut cx = Context::from_waker(&waker);
            match next.task {
                Some(task) => turn(next.word, task, next.cancelled, &mut cx),
                None => {
                    if let Poll::Ready(output) = main.as_mut().poll(&mut cx) {
                        return output;
                    }
                }
            }
        }
        // Sleeps if nobody is ready, until somebody may be due; else the reactor only looks, and not even that while no
        // socket is registered. A wake from another thread since the last look spares the sleep.
        park.park(context::time_to_sleep());
        running.hear_other_threads(&mut woken);
        fire();
    }
}

fn turn(word: Word, task: Rc<dyn Run>, cancelled: bool, cx: &mut Context<'_>) {
    if cancelled {
        task.cancel();
    } else if !task.poll(cx) {
        return;
    }
    drop(task);
    leave(context::with(|context| {
        context.tasks.borrow_mut().evict(word.slot())
    }));
}

/// Drops a task that has ended. If nobody wants its result, that is dropped here, too, and may panic; nobody wants that either.
fn leave(task: Option<Rc<dyn Run>>) {
    match task {
        Some(task) if Rc::strong_count(&task) == 1 => {
            drop(catch_unwind(AssertUnwindSafe(|| drop(task))))
        }
        shared => drop(shared), // its handle's
    }
}
// ANCHOR_END: drive

/// How many tasks of this thread's runtime have not ended. It looks at every slot: for reports and tests.
pub fn unfinished() -> usize {
    context::with(|context| context.tasks.borrow().unfinished())
}

// ANCHOR: running
/// The runtime of this thread, until it is dropped.
struct Running {
    entry: Entry,
}

impl Running {
    fn begin(unparker: Unparker, clock: Option<VirtualClock>) -> Self {
        let entry = Entry::new(Inbox::new(unparker));
        let tasks = Tasks::start(entry.0);
        context::with(|context| {
            context.runtime.set(entry.0);
            context.closing.set(false);
            context.tasks.replace(tasks);
            context.timing.replace(Timing::new(clock));
        });
        Self { entry }
    }

    fn hear_other_threads(&self, woken: &mut Vec<Word>) {
        if self.entry.1.take(woken) {
            context::with(|context| {
                let mut tasks = context.tasks.borrow_mut();
                woken.drain(..).for_each(|word| tasks.wake(word));
            });
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        context::with(|context| {
            context.closing.set(true); // from here on no task is added
            let slots = context.tasks.borrow().slots();
            for slot in 0..slots {
                // In a statement of its own: destructors may spawn, wake and cancel.
                let task = context.tasks.borrow_mut().evict(slot);
                if let Some(task) = task {
                    task.cancel();
                    leave(Some(task));
                }
            }
            context.runtime.set(0);
            context.tasks.replace(Tasks::new());
            let timing = context.timing.replace(Timing::new(None));
            drop(timing); // wakers of others may be in there
        });
    }
}
// ANCHOR_END: running
