//! What every runtime of this book promises, as one suite of tests: the same for the toy of chapter 07, the fast one of
//! chapter 12, and the one with many threads of chapter 13.
//!
//! A chapter puts its runtime into a module, its names turned into the suite's, and hands that to the macros:
//!
//! ```
//! mod runtime {
//!     // block_on, spawn, yield_now; a JoinHandle with cancel and is_finished; for timers! also sleep, timeout;
//!     // for sockets! also TcpListener, TcpStream, UdpSocket.
//!     /// How a task has ended: "cancelled", or "panicked: " and its words.
//!     pub fn words(error: String) -> String { error }
//! }
//! // conformance::tasks!(runtime);
//! // conformance::timers!(runtime);
//! ```
//!
//! - [`tasks`]: spawn, join, cancel, panic, drop, wakes from other threads, shutdown; whatever the order of turns;
//! - [`one_thread`]: what only a runtime with one thread and a queue in order can promise;
//! - [`orderly_shutdown`]: destructors still find the runtime;
//! - [`timers`]: sleeps and time limits, by the machine's clock, in tens of milliseconds;
//! - [`sockets`]: TCP and UDP with the traits of the `futures` crate.
//!
//! Futures in the suite are `Send`, so that it runs on threads, too.
#![warn(missing_docs)]

mod sockets;
mod tasks;
mod timers;

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Runs a test that must not hang.
pub fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    judge::within(Duration::from_secs(20), "block_on to return", test)
}

/// Counts how many of its clones are alive: what a task owns, to see when it is dropped.
#[derive(Clone, Debug, Default)]
pub struct Owned(Arc<()>);

impl Owned {
    /// How many clones there are beside this one.
    pub fn others(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

/// A gate that tasks wait at until it is opened; and what their wakers do meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<Inside>);

#[derive(Debug, Default)]
struct Inside {
    /// Whether it is open, and who waits.
    state: Mutex<(bool, Vec<Waker>)>,
    polls: AtomicUsize,
}

impl Gate {
    /// Opens it, and wakes all who wait.
    pub fn open(&self) {
        let mut inside = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        inside.0 = true;
        let waiting = std::mem::take(&mut inside.1);
        drop(inside);
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Wakes all who wait, for nothing. They keep waiting.
    pub fn knock(&self) {
        let inside = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        let wakers = inside.1.clone();
        drop(inside);
        wakers.iter().for_each(Waker::wake_by_ref);
    }

    /// The wakers that were left here.
    pub fn wakers(&self) -> Vec<Waker> {
        let inside = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        inside.1.clone()
    }

    /// How often somebody was polled here.
    pub fn polls(&self) -> usize {
        self.0.polls.load(Ordering::SeqCst)
    }
}

/// Waits until the gate is open.
impl Future for Gate {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.polls.fetch_add(1, Ordering::SeqCst);
        let mut inside = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.0 {
            return Poll::Ready(());
        }
        if !inside.1.iter().any(|waker| waker.will_wake(cx.waker())) {
            inside.1.push(cx.waker().clone());
        }
        Poll::Pending
    }
}

/// Panics when it is dropped.
#[derive(Debug)]
pub struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        panic!("in the destructor");
    }
}
