//! A worker: where it looks for work, and how it sleeps when there is none.

use std::cell::{Cell, RefCell};
use std::iter::repeat_with;
use std::rc::Rc;
use std::sync::Arc;

use ch06_wakers::{Park, ThreadPark};
use crossbeam_deque::{Injector, Steal, Stealer, Worker as Queue};

use crate::registry::{Place, Registry};
use crate::sleepers::Sleepers;
use crate::task::Runnable;

/// So often a worker looks first where work comes from outside: a queue of its own that is never empty must not keep others
/// waiting for ever. Rarely, because all workers meet there. A prime, so that no regular pattern of tasks always misses it.
const FAIR_TURN: usize = 61;

// ANCHOR: shared
/// What the workers of one executor share.
pub struct Shared {
    /// Work from threads that are no workers of this executor.
    injector: Injector<Runnable>,
    /// The other end of each worker's queue.
    stealers: Box<[Stealer<Runnable>]>,
    pub sleepers: Sleepers,
    pub unfinished: Registry,
}

impl Shared {
    pub fn new(queues: &[Queue<Runnable>]) -> Self {
        Self {
            injector: Injector::new(),
            stealers: queues.iter().map(Queue::stealer).collect(),
            sleepers: Sleepers::new(queues.len()),
            unfinished: Registry::new(queues.len()),
        }
    }

    /// Queues a task that was woken: here, if this thread is one of the workers.
    pub fn schedule(self: &Arc<Self>, task: Runnable) {
        self.push(task);
        self.sleepers.call_one();
    }

    /// Queues a task that was woken while this worker polled it. Nobody is called: the worker looks for work at once, so one
    /// task more is in the queue, and one worker more is there for it.
    pub fn requeue(self: &Arc<Self>, task: Runnable) {
        self.push(task);
    }

    fn push(self: &Arc<Self>, task: Runnable) {
        let desk = Desk::here().filter(|desk| Arc::ptr_eq(&desk.shared, self));
        match desk.as_ref().and_then(|desk| desk.queue.as_ref()) {
            Some(queue) => queue.push(task),
            None => self.injector.push(task),
        }
    }

    /// The task at `place` has ended.
    pub fn forget(&self, place: Place) {
        if self.unfinished.remove(place) {
            self.sleepers.call_all();
        }
    }
}
// ANCHOR_END: shared

// ANCHOR: desk
/// What a thread knows of the executor that it belongs to.
pub struct Desk {
    pub shared: Arc<Shared>,
    /// Which worker it is. `block_on`'s own thread is none, and counts as the first.
    pub number: usize,
    /// A worker's own queue: it alone pushes and pops, the others steal.
    queue: Option<Queue<Runnable>>,
    turns: Cell<usize>,
}

thread_local!(static DESK: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) });

impl Desk {
    /// This thread's, if it has one.
    pub fn here() -> Option<Rc<Self>> {
        DESK.try_with(|desk| desk.borrow().clone()).ok().flatten()
    }

    /// Sits down at a desk, until the guard is dropped.
    pub fn take(shared: &Arc<Shared>, number: usize, queue: Option<Queue<Runnable>>) -> Seat {
        let (shared, turns) = (Arc::clone(shared), Cell::new(0));
        let desk = Rc::new(Self {
            shared,
            number,
            queue,
            turns,
        });
        Seat(DESK.replace(Some(desk)))
    }
}

/// Drop gives the thread back what it knew before.
pub struct Seat(Option<Rc<Desk>>);

impl Drop for Seat {
    fn drop(&mut self) {
        DESK.replace(self.0.take());
    }
}
// ANCHOR_END: desk

// ANCHOR: work
/// What a worker's thread does all its life.
pub fn work(shared: &Arc<Shared>, number: usize, queue: Queue<Runnable>) {
    let _seat = Desk::take(shared, number, Some(queue));
    let desk = Desk::here().expect("it has taken one");
    let mut park = ThreadPark::new();
    while let Some(task) = desk.find().or_else(|| desk.wait(&mut park)) {
        task.run();
    }
}

impl Desk {
    /// Looks for work: its own, then what came from outside, then that of the others.
    fn find(&self) -> Option<Runnable> {
        self.turns.update(|turns| turns.wrapping_add(1));
        let own = || self.queue.as_ref().and_then(Queue::pop);
        if self.turns.get().is_multiple_of(FAIR_TURN) {
            return self.injected().or_else(own).or_else(|| self.stolen());
        }
        own().or_else(|| self.injected()).or_else(|| self.stolen())
    }

    /// Sleeps until there is work; `None` when there will never be any more.
    fn wait(&self, park: &mut ThreadPark) -> Option<Runnable> {
        let (sleepers, unparker) = (&self.shared.sleepers, park.unparker());
        loop {
            sleepers.lie_down(self.number, &unparker);
            // The look that must not be left out: what was pushed before the worker lay down called nobody.
            let mut found = self.find();
            if found.is_none() {
                if self.shared.unfinished.is_over() {
                    return None;
                }
                park.park(None);
                found = self.find();
            }
            if found.is_some() {
                sleepers.get_up(self.number);
                return found;
            }
        }
    }

    fn injected(&self) -> Option<Runnable> {
        let queue = self.queue.as_ref()?;
        persist(|| self.shared.injector.steal_batch_and_pop(queue))
    }

    /// Half of somebody else's queue, beginning with the neighbour's, so that not all rob the same one.
    fn stolen(&self) -> Option<Runnable> {
        let queue = self.queue.as_ref()?;
        let (before, after) = self.shared.stealers.split_at(self.number);
        let others = || after[1..].iter().chain(before);
        persist(|| {
            others()
                .map(|other| other.steal_batch_and_pop(queue))
                .collect()
        })
    }
}

/// "Retry" means that another thief was faster, and that there may be more.
fn persist(steal: impl FnMut() -> Steal<Runnable>) -> Option<Runnable> {
    repeat_with(steal)
        .find(|stolen| !stolen.is_retry())?
        .success()
}
// ANCHOR_END: work
