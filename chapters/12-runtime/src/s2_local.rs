//! Step 2, no lock on the owner's thread. From `s1_textbook`; changed: tasks and the queue belong to the thread that runs
//! them; a wake on that thread pushes a number, and only another thread's wake goes through a lock. No unsafe code is needed.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use ch06_wakers::{Driving, Park, ThreadPark, Unparker};
use slab::Slab;

type BoxedTask = Pin<Box<dyn Future<Output = ()>>>;

// ANCHOR: task_waker
/// What another thread needs, to wake a task of this one.
struct Remote {
    runtime: u64,
    inbox: Mutex<Vec<usize>>,
    filled: AtomicBool,
    unparker: Unparker,
}

impl Remote {
    /// The owner takes in what has arrived.
    fn hear(&self) {
        if self.filled.swap(false, Ordering::Acquire) {
            let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
            let woken = std::mem::take(&mut *inbox);
            drop(inbox);
            TASKS.with_borrow_mut(|tasks| woken.into_iter().for_each(|id| tasks.wake(id)));
        }
    }
}

struct TaskWaker(usize, Arc<Remote>);

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let Self(id, remote) = &**self;
        if RUNTIME.get() == remote.runtime {
            return TASKS.with_borrow_mut(|tasks| tasks.wake(*id));
        }
        let mut inbox = remote.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        inbox.push(*id);
        drop(inbox);
        // Release pairs with the Acquire in `hear`: who finds it set, finds the number.
        remote.filled.store(true, Ordering::Release);
        remote.unparker.unpark();
    }
}
// ANCHOR_END: task_waker

/// A task in its place, and whether it is in line.
struct Place {
    queued: bool,
    /// `None` while it is polled.
    task: Option<(Waker, BoxedTask)>,
}

#[derive(Default)]
struct Tasks {
    places: Slab<Place>,
    ready: VecDeque<usize>,
    remote: Option<Arc<Remote>>,
}

impl Tasks {
    /// A place may have a new tenant by now. It is polled once too often then, which every future has to bear.
    fn wake(&mut self, id: usize) {
        if let Some(place) = self.places.get_mut(id)
            && !place.queued
        {
            place.queued = true;
            self.ready.push_back(id);
        }
    }

    fn next(&mut self) -> Option<(usize, Waker, BoxedTask)> {
        loop {
            let id = self.ready.pop_front()?;
            let Some(place) = self.places.get_mut(id) else {
                continue;
            };
            place.queued = false;
            let (waker, task) = place.task.take()?;
            return Some((id, waker, task));
        }
    }
}

static RUNTIMES: AtomicU64 = AtomicU64::new(0);
thread_local! {
    /// Which runtime runs on this thread; 0 is none.
    static RUNTIME: Cell<u64> = const { Cell::new(0) };
    static TASKS: RefCell<Tasks> = RefCell::default();
}

/// A task's result, once it is there.
#[derive(Debug)]
pub struct JoinHandle<T>(Rc<RefCell<(Option<T>, Option<Waker>)>>);

impl<T> Future for JoinHandle<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut inside = self.0.borrow_mut();
        if let Some(value) = inside.0.take() {
            return Poll::Ready(value);
        }
        inside.1 = Some(cx.waker().clone());
        Poll::Pending
    }
}

/// Queues a task.
///
/// # Panics
/// Outside [`block_on`].
pub fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let handle = JoinHandle(Rc::default());
    let result = Rc::clone(&handle.0);
    let task: BoxedTask = Box::pin(async move {
        let value = future.await;
        result.borrow_mut().0 = Some(value);
        let waiter = result.borrow_mut().1.take();
        waiter.into_iter().for_each(Waker::wake);
    });
    TASKS.with_borrow_mut(|tasks| {
        let remote = tasks.remote.clone().expect("spawn called outside block_on");
        let place = tasks.places.vacant_entry();
        let id = place.key();
        let waker = Waker::from(Arc::new(TaskWaker(id, remote)));
        place.insert(Place {
            queued: false,
            task: Some((waker, task)),
        });
        tasks.wake(id);
    });
    handle
}

// ANCHOR: block_on
/// Runs a task, and all that it spawns, until it gives its output.
pub fn block_on<F: Future + 'static>(main: F) -> F::Output {
    let _driving = Driving::begin();
    let mut park = ThreadPark::new();
    let remote = Arc::new(Remote {
        runtime: RUNTIMES.fetch_add(1, Ordering::Relaxed) + 1,
        inbox: Mutex::default(),
        filled: AtomicBool::new(false),
        unparker: park.unparker(),
    });
    RUNTIME.set(remote.runtime);
    TASKS.set(Tasks {
        remote: Some(Arc::clone(&remote)),
        ..Tasks::default()
    });
    let mut main = spawn(main);
    let unused = &mut Context::from_waker(Waker::noop());
    loop {
        remote.hear();
        let next = TASKS.with_borrow_mut(Tasks::next);
        let Some((id, waker, mut task)) = next else {
            park.park(None);
            continue;
        };
        if task
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
        {
            TASKS.with_borrow_mut(|tasks| tasks.places[id].task = Some((waker, task)));
            continue;
        }
        TASKS.with_borrow_mut(|tasks| tasks.places.remove(id));
        if let Poll::Ready(output) = Pin::new(&mut main).poll(unused) {
            TASKS.take();
            RUNTIME.set(0);
            return output;
        }
    }
}
// ANCHOR_END: block_on
