//! How a thread that drives futures sleeps, and how others end its sleep.

use std::marker::PhantomData;
use std::sync::{Arc, atomic::Ordering};
use std::task::{Wake, Waker};
use std::time::{Duration, Instant};

use crate::sync::{AtomicBool, thread};

// ANCHOR: park
/// How an executor sleeps. Here a thread parks; from chapter 11 on a reactor waits for sockets meanwhile.
pub trait Park {
    /// Sleeps until somebody unparks, or until `timeout` has passed (`None`: as long as it takes).
    ///
    /// An unpark that came since the last park is not lost: then this does not sleep at all. Any number of them counts as
    /// one.
    fn park(&mut self, timeout: Option<Duration>);

    /// The other end: ends the sleep, from any thread.
    fn unparker(&self) -> Unparker;
}
// ANCHOR_END: park

// ANCHOR: unparker
/// Ends a [`Park`]'s sleep, or spares it the next one. Clones unpark the same one.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "closures show nothing")]
pub struct Unparker(Arc<dyn Fn() + Send + Sync>);

impl Unparker {
    /// One that does `unpark`: for whoever writes a [`Park`] of another kind.
    pub fn new(unpark: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(unpark))
    }

    /// Ends the sleep that the park is in or, if it is in none, spares it the next.
    pub fn unpark(&self) {
        (self.0)();
    }
}

impl Wake for Unparker {
    fn wake(self: Arc<Self>) {
        self.unpark();
    }
}

impl From<Unparker> for Waker {
    fn from(unparker: Unparker) -> Self {
        Waker::from(Arc::new(unparker))
    }
}
// ANCHOR_END: unparker

// ANCHOR: thread_park
/// Parks the thread that it was made on.
#[derive(Debug, Default)]
pub struct ThreadPark {
    token: Arc<AtomicBool>,
    /// It stays on the thread that its unparkers know.
    not_send: PhantomData<*const ()>,
}

impl Park for ThreadPark {
    fn park(&mut self, timeout: Option<Duration>) {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        // Acquire pairs with the Release of the unparker: what was done before the unpark is seen after the park.
        while !self.token.swap(false, Ordering::Acquire) {
            match deadline.map(|deadline| deadline.saturating_duration_since(Instant::now())) {
                None => thread::park(),
                Some(Duration::ZERO) => return,
                Some(left) => std::thread::park_timeout(left), // loom knows no time
            }
        }
    }

    fn unparker(&self) -> Unparker {
        let (token, thread) = (Arc::clone(&self.token), thread::current());
        Unparker::new(move || {
            // The token first: a park that begins in between finds it. A swap, not a store: when two unparks leave one
            // token, whoever takes it has to see what was done before both (loom: two_unparks_…).
            token.swap(true, Ordering::Release);
            thread.unpark();
        })
    }
}
// ANCHOR_END: thread_park

impl ThreadPark {
    /// A park for the current thread.
    pub fn new() -> Self {
        Self::default()
    }
}
