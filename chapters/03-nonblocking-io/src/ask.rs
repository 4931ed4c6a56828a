//! Asking a socket that does not keep you.

use std::io::{self, ErrorKind};

/// How often somebody asked, and how often in vain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls made. Each is a system call.
    pub calls: u64,
    /// How many of them said `WouldBlock`.
    pub in_vain: u64,
}

impl Tally {
    // ANCHOR: ask
    /// Makes a call that returns at once. `None`: it has nothing now, ask again later.
    ///
    /// # Errors
    /// Whatever the call fails with, other than `WouldBlock` and `Interrupted`.
    pub fn ask<T>(&mut self, mut call: impl FnMut() -> io::Result<T>) -> io::Result<Option<T>> {
        loop {
            self.calls += 1;
            match call() {
                Ok(answer) => return Ok(Some(answer)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.in_vain += 1;
                    return Ok(None);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    // ANCHOR_END: ask
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.in_vain += other.in_vain;
    }
}

impl std::ops::Sub for Tally {
    type Output = Self;

    /// What came since `before`.
    fn sub(self, before: Self) -> Self {
        Self {
            calls: self.calls - before.calls,
            in_vain: self.in_vain - before.in_vain,
        }
    }
}
