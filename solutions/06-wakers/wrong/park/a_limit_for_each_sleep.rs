// WRONG: Each sleep gets the whole limit anew: a park that is woken for no reason now and then never ends.
// JUDGE: the answer slept with the limits [Some(10ms), Some(10ms)

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What a sleeper can be woken by: std's `Condvar`, or the judge's, which wakes for no reason if it likes.
pub trait Alarm {
    /// Gives `guard` back, sleeps, and takes the lock again. It may return though nobody rang.
    fn sleep<'a>(
        &self,
        token: &'a Mutex<bool>,
        guard: MutexGuard<'a, bool>,
    ) -> MutexGuard<'a, bool>;

    /// The same, for at most `limit`.
    fn sleep_for<'a>(
        &self,
        token: &'a Mutex<bool>,
        guard: MutexGuard<'a, bool>,
        limit: Duration,
    ) -> MutexGuard<'a, bool>;

    /// Wakes who sleeps now. Nobody keeps it for later.
    fn ring(&self, token: &Mutex<bool>);

    /// What time it is.
    fn now(&self) -> Instant;
}

impl Alarm for Condvar {
    fn sleep<'a>(&self, _: &'a Mutex<bool>, guard: MutexGuard<'a, bool>) -> MutexGuard<'a, bool> {
        self.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep_for<'a>(
        &self,
        _: &'a Mutex<bool>,
        guard: MutexGuard<'a, bool>,
        limit: Duration,
    ) -> MutexGuard<'a, bool> {
        let slept = self.wait_timeout(guard, limit);
        slept.unwrap_or_else(PoisonError::into_inner).0
    }

    fn ring(&self, _: &Mutex<bool>) {
        self.notify_one();
    }

    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// The end that sleeps.
#[derive(Debug)]
pub struct Parker<A> {
    shared: Arc<Shared<A>>,
}

/// The end that wakes.
#[derive(Debug)]
pub struct Unparker<A> {
    shared: Arc<Shared<A>>,
}

/// What both ends share.
#[derive(Debug)]
pub struct Shared<A> {
    /// Whether somebody has unparked since the last park.
    pub token: Mutex<bool>,
    /// To sleep by while there is no token.
    pub alarm: A,
}

impl<A: Alarm> Parker<A> {
    /// A park without a token, which sleeps by `alarm`.
    pub fn new(alarm: A) -> Self {
        Self {
            shared: Arc::new(Shared {
                token: Mutex::new(false),
                alarm,
            }),
        }
    }

    /// Its other end.
    pub fn unparker(&self) -> Unparker<A> {
        Unparker {
            shared: Arc::clone(&self.shared),
        }
    }

    /// Sleeps until there is a token, and takes it. If there is one already, it does not sleep.
    pub fn park(&mut self) {
        let Shared { token, alarm } = &*self.shared;
        let mut guard = lock(token);
        while !*guard {
            guard = alarm.sleep(token, guard);
        }
        *guard = false;
    }

    /// The same, for at most `limit`; says whether there was a token.
    pub fn park_for(&mut self, limit: Duration) -> bool {
        let Shared { token, alarm } = &*self.shared;
        let deadline = alarm.now() + limit;
        let mut guard = lock(token);
        while !*guard {
            let left = deadline.saturating_duration_since(alarm.now());
            if left.is_zero() {
                return false;
            }
            guard = alarm.sleep_for(token, guard, limit);
        }
        *guard = false;
        true
    }
}

impl<A: Alarm> Unparker<A> {
    /// Leaves a token, and wakes the sleeper if there is one. Any number of unparks leaves one token.
    pub fn unpark(&self) {
        let Shared { token, alarm } = &*self.shared;
        // The token under the lock that the sleeper holds between its look and its sleep: it cannot come in between.
        *lock(token) = true;
        alarm.ring(token);
    }
}

fn lock(token: &Mutex<bool>) -> MutexGuard<'_, bool> {
    token.lock().unwrap_or_else(PoisonError::into_inner)
}
