//! Who sleeps, and whom a push wakes.

use std::sync::atomic::Ordering::{Relaxed, SeqCst};

use ch06_wakers::Unparker;

use crate::sync::{AtomicBool, Mutex, MutexGuard, fence, lock};

// ANCHOR: sleepers
/// The workers' beds. A worker that finds nothing lies down *and looks once more*; a push happens *before* it asks who
/// sleeps. In whatever order the two meet, one sees the other.
#[expect(missing_debug_implementations, reason = "closures show nothing")]
pub struct Sleepers {
    /// Whether a push has somebody to call: somebody sleeps, and nobody was called who is still looking for work. So a
    /// hundred pushes call one sleeper, and who finds work calls the next. Changed under the lock.
    wanted: AtomicBool,
    workers: Mutex<Vec<Worker>>,
}

enum Worker {
    /// Works, or looks for work.
    Up,
    Asleep(Unparker),
    /// Was called, and has found nothing yet.
    Called,
}

impl Sleepers {
    /// Beds for so many workers, all of which are up.
    pub fn new(workers: usize) -> Self {
        Self {
            wanted: AtomicBool::new(false),
            workers: Mutex::new((0..workers).map(|_| Worker::Up).collect()),
        }
    }

    /// The worker `number` will sleep until `unparker` is used. First it has to look for work once more.
    pub fn lie_down(&self, number: usize, unparker: &Unparker) {
        let mut workers = lock(&self.workers);
        workers[number] = Worker::Asleep(unparker.clone());
        self.changed(workers);
        // Pairs with the fence in `call_one`: either its push is found by the look that follows, or it finds the sleeper.
        fence(SeqCst);
    }

    /// The worker `number` has found work. If it was called for it, there may be more: it calls the next.
    pub fn get_up(&self, number: usize) {
        let mut workers = lock(&self.workers);
        let before = std::mem::replace(&mut workers[number], Worker::Up);
        self.changed(workers);
        if matches!(before, Worker::Called) {
            self.call_one();
        }
    }

    /// There is work, pushed a moment ago. Wakes a worker, if one is needed.
    pub fn call_one(&self) {
        fence(SeqCst); // pairs with the one in `lie_down`
        if self.wanted.load(Relaxed) {
            let mut workers = lock(&self.workers);
            // Somebody else may have called meanwhile.
            if self.wanted.load(Relaxed) {
                let sleeper = workers.iter_mut().find_map(Worker::call);
                self.changed(workers);
                sleeper.iter().for_each(Unparker::unpark);
            }
        }
    }

    /// Wakes all who sleep: it is over.
    pub fn call_all(&self) {
        let mut workers = lock(&self.workers);
        let sleepers = Vec::from_iter(workers.iter_mut().filter_map(Worker::call));
        self.changed(workers);
        sleepers.iter().for_each(Unparker::unpark);
    }

    fn changed(&self, workers: MutexGuard<'_, Vec<Worker>>) {
        let asleep = workers.iter().any(|it| matches!(it, Worker::Asleep(_)));
        let called = workers.iter().any(|it| matches!(it, Worker::Called));
        self.wanted.store(asleep && !called, Relaxed);
    }
}
// ANCHOR_END: sleepers

impl Worker {
    /// Marks a sleeper as called, and gives what ends its sleep.
    fn call(&mut self) -> Option<Unparker> {
        let Self::Asleep(unparker) = self else {
            return None;
        };
        let unparker = unparker.clone();
        *self = Self::Called;
        Some(unparker)
    }
}
