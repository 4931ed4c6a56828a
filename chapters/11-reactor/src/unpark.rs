//! How other threads end a sleep in `epoll_wait`.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU8, Ordering};

use rustix::event::{EventfdFlags, eventfd};

/// Between two parks.
const AWAKE: u8 = 0;
/// In `epoll_wait`, or on the way into it: whoever unparks has to ring.
const ASLEEP: u8 = 1;
/// Somebody has unparked since the last park: the token of chapter 06.
const TOKEN: u8 = 2;

// ANCHOR: bell
/// A token, and an `eventfd` that is written only while somebody sleeps: a wake on the reactor's own thread is no system call.
///
/// Nobody reads the `eventfd`. It is watched edge-triggered, so every write is news, and its counter has room for 2^64 of them.
#[derive(Debug)]
pub struct Bell {
    state: AtomicU8,
    pub fd: OwnedFd,
}

impl Bell {
    /// The owner is about to sleep. Says whether it may: not if a token is there.
    pub fn may_sleep(&self) -> bool {
        // Relaxed: nothing is read on the strength of it. If `ring` swaps first, this fails and nobody sleeps; if this is
        // first, `ring` sees ASLEEP and writes.
        self.state
            .compare_exchange(AWAKE, ASLEEP, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    /// The owner is awake, and takes the token.
    pub fn awake(&self) {
        // Acquire pairs with the Release in `ring`: what was done before the unpark is seen after the park.
        self.state.swap(AWAKE, Ordering::Acquire);
    }

    /// Any thread: leaves a token, and ends the sleep.
    pub fn ring(&self) {
        if self.state.swap(TOKEN, Ordering::Release) == ASLEEP {
            let _ = rustix::io::write(&self.fd, &1_u64.to_ne_bytes()); // a full counter is news enough
        }
    }
}
// ANCHOR_END: bell

impl Bell {
    pub fn new() -> io::Result<Self> {
        let fd = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let state = AtomicU8::new(AWAKE);
        Ok(Self { state, fd })
    }
}
