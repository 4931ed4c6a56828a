//! Step 1, as textbooks have it: a task is an `Arc`, its future behind a lock, the queue behind another. Every wake locks,
//! counts and unparks as if it came from another thread.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use ch06_wakers::{Driving, Park, Slot, ThreadPark, Unparker};

type BoxedTask = Pin<Box<dyn Future<Output = ()> + Send>>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

// ANCHOR: task
struct Task {
    /// Empty once the task has ended.
    future: Mutex<Option<BoxedTask>>,
    queued: AtomicBool,
    ready: Arc<Ready>,
}

struct Ready {
    line: Mutex<VecDeque<Arc<Task>>>,
    unparker: Unparker,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let ready = Arc::clone(&self.ready);
        // AcqRel pairs with the swap in `block_on`: what was done before the wake is seen by the poll after it.
        if !self.queued.swap(true, Ordering::AcqRel) {
            lock(&ready.line).push_back(self);
        }
        ready.unparker.unpark();
    }
}
// ANCHOR_END: task

thread_local!(static CURRENT: RefCell<Option<Arc<Ready>>> = const { RefCell::new(None) });

/// A task's result, once it is there.
#[derive(Debug)]
pub struct JoinHandle<T>(Arc<Slot<T>>);

impl<T> Future for JoinHandle<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.0.poll_take(cx)
    }
}

/// Queues a task.
///
/// # Panics
/// Outside [`block_on`].
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let ready = CURRENT.with_borrow(Clone::clone);
    let ready = ready.expect("spawn called outside block_on");
    let slot = Arc::new(Slot::default());
    let result = Arc::clone(&slot);
    let task = Arc::new(Task {
        future: Mutex::new(Some(Box::pin(async move { result.put(future.await) }))),
        queued: AtomicBool::new(false),
        ready,
    });
    task.wake();
    JoinHandle(slot)
}

// ANCHOR: block_on
/// Runs a task, and all that it spawns, until it gives its output.
pub fn block_on<F>(main: F) -> F::Output
where
    F: Future<Output: Send> + Send + 'static,
{
    let _driving = Driving::begin();
    let mut park = ThreadPark::new();
    let ready = Arc::new(Ready {
        line: Mutex::default(),
        unparker: park.unparker(),
    });
    CURRENT.set(Some(Arc::clone(&ready)));
    let mut main = spawn(main);
    let unused = &mut Context::from_waker(Waker::noop());
    loop {
        let next = lock(&ready.line).pop_front();
        let Some(task) = next else {
            park.park(None);
            continue;
        };
        task.queued.swap(false, Ordering::AcqRel);
        let waker = Waker::from(Arc::clone(&task));
        let mut future = lock(&task.future);
        if let Some(running) = &mut *future
            && running
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_ready()
        {
            *future = None;
            if let Poll::Ready(output) = Pin::new(&mut main).poll(unused) {
                return output;
            }
        }
    }
}
// ANCHOR_END: block_on
