//! The work, written once. `tasks.rs` and `timers.rs` are compiled into every contender, each time with another `super`:
//! there they find `run`, `spawn`, `join`, `detach`, `sleep` and `timeout`. What they share is here.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// Pending once, and woken by itself: the same yield for everybody. (Tokio's own `yield_now` looks for events first.)
#[derive(Debug, Default)]
pub struct YieldOnce(bool);

impl Future for YieldOnce {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

// ANCHOR: mailbox
/// The mailbox of the ping-pong: one number, and whoever waits for its turn. It may be shared by threads, as Tokio asks.
#[derive(Debug, Default)]
pub struct Mailbox(Mutex<(usize, Option<Waker>)>);

impl Mailbox {
    /// Ready when the number is `side`'s (even or odd) or has reached `end`; then it is one more, and the other is woken.
    pub fn poll_turn(&self, side: usize, end: usize, cx: &mut Context<'_>) -> Poll<usize> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (number, waiting) = &mut *state;
        if *number < end && *number % 2 != side {
            *waiting = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let taken = *number;
        *number += usize::from(taken < end);
        let other = waiting.take();
        drop(state);
        if let Some(other) = other {
            other.wake();
        }
        Poll::Ready(taken)
    }
}
// ANCHOR_END: mailbox

/// Counts tasks up to a number, and wakes who waits for it.
#[derive(Debug, Default)]
pub struct Tally(AtomicUsize, Mutex<Option<Waker>>);

impl Tally {
    /// None so far.
    pub const fn new() -> Self {
        Self(AtomicUsize::new(0), Mutex::new(None))
    }

    /// One more; the waiting task is woken by the `all`th.
    pub fn add(&self, all: usize) {
        if self.0.fetch_add(1, Relaxed) + 1 == all {
            // The lock orders this with `poll_all`: it has either seen the count or left its waker.
            let waiting = self.1.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(waiting) = waiting {
                waiting.wake();
            }
        }
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.0.load(Relaxed)
    }

    /// Ready when all have been.
    pub fn poll_all(&self, all: usize, cx: &mut Context<'_>) -> Poll<()> {
        let mut waiting = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        if self.count() >= all {
            return Poll::Ready(());
        }
        *waiting = Some(cx.waker().clone());
        Poll::Pending
    }
}

/// The sum of the numbers below `count`: what joined tasks must add up to.
pub fn sum_below(count: usize) -> usize {
    count * (count - 1) / 2
}

/// How long sleeper `index` sleeps beyond the least: scattered, the same for every contender.
pub fn scattered(index: usize, spread_ms: u64) -> u64 {
    // Multiplying by an odd number near 2^64 / golden ratio mixes neighbours well (Knuth's multiplicative hash).
    let mixed = (index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
    mixed % spread_ms
}
