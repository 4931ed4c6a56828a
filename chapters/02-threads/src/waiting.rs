//! What a thread costs that does nothing but wait.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use crate::{Memory, memory};

/// What a number of waiting threads cost.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// From before the first was started until all were waiting.
    pub started_in: Duration,
    /// By how much the process grew meanwhile; `None` where there is no `/proc`.
    pub memory: Option<Memory>,
}

/// The system gave fewer threads than were asked for.
#[derive(Debug)]
pub struct Refused {
    /// How many it gave.
    pub most: usize,
    /// What it said then.
    pub cause: io::Error,
}

/// Where the threads wait.
#[derive(Debug, Default)]
struct Gate {
    state: Mutex<State>,
    arrived: Condvar,
    opened: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: usize,
    open: bool,
}

/// Starts `count` threads, waits until all of them wait, measures, and lets them go.
///
/// A process keeps some memory of threads that have ended, so only the first call in a process measures from a fresh state.
///
/// # Errors
/// [`Refused`] if the system gives fewer threads. Those that it gave have ended when this returns.
pub fn waiting_threads(count: usize) -> Result<Waiting, Refused> {
    let gate = Gate::default();
    thread::scope(|scope| {
        let before = memory();
        let start = Instant::now();
        let started = gate.fill(scope, count);
        let cost = Waiting {
            started_in: start.elapsed(),
            memory: memory().zip(before).map(|(now, before)| now.since(before)),
        };
        gate.open();
        started.map(|()| cost)
    })
}

impl Gate {
    /// Starts `count` threads and returns when all of them wait.
    fn fill<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        count: usize,
    ) -> Result<(), Refused> {
        for most in 0..count {
            let thread = thread::Builder::new().spawn_scoped(scope, || self.wait());
            thread.map_err(|cause| Refused { most, cause })?;
        }
        let all_wait = |state: &mut State| state.waiting < count;
        let state = self.arrived.wait_while(self.lock(), all_wait);
        drop(state.unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    fn wait(&self) {
        let mut state = self.lock();
        state.waiting += 1;
        self.arrived.notify_one();
        let state = self.opened.wait_while(state, |state| !state.open);
        drop(state.unwrap_or_else(PoisonError::into_inner));
    }

    fn open(&self) {
        self.lock().open = true;
        self.opened.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
