//! A place where several threads must be at the same time.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A meeting of a number of threads, for a judge that wants to see things done at the same time.
///
/// A barrier would hang when the answer does one thing after the other. A meeting is given up after its limit, and whoever
/// comes later is told so at once.
///
/// ```
/// use std::time::Duration;
/// let meeting = judge::Meeting::of(2, Duration::from_secs(5));
/// let both = std::thread::scope(|scope| {
///     let other = scope.spawn(|| meeting.attend());
///     meeting.attend() && other.join().unwrap()
/// });
/// assert!(both);
/// ```
#[derive(Debug)]
pub struct Meeting {
    expected: usize,
    limit: Duration,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// So many are here.
    Gathering(usize),
    TookPlace,
    GivenUp,
}

impl Meeting {
    /// A meeting of `expected` threads; each waits for the others for at most `limit` of real time.
    pub fn of(expected: usize, limit: Duration) -> Self {
        Self {
            expected,
            limit,
            state: Mutex::new(State::Gathering(0)),
            changed: Condvar::new(),
        }
    }

    /// Waits for the others; gives whether all of them came. Once the meeting took place or was given up, nobody waits any more.
    pub fn attend(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Gathering(here) = *state {
            *state = match here + 1 {
                all if all >= self.expected => State::TookPlace,
                here => State::Gathering(here),
            };
            self.changed.notify_all();
        }
        let gathering = |state: &mut State| matches!(state, State::Gathering(_));
        let waited = self
            .changed
            .wait_timeout_while(state, self.limit, gathering);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if gathering(&mut state) {
            *state = State::GivenUp;
            self.changed.notify_all();
        }
        matches!(*state, State::TookPlace)
    }
}
