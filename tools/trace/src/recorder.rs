//! Making a recording while the program runs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Clock, Event, LaneId, Recording, State, What};

/// A recording in the making. Clones, and the lanes made from them, record into the same one.
#[derive(Clone, Debug)]
pub struct Trace {
    clock: Clock,
    recording: Arc<Mutex<Recording>>,
}

/// One lane of a [`Trace`]; it can be sent to the thread whose lane it is.
#[derive(Clone, Debug)]
pub struct Lane {
    trace: Trace,
    id: LaneId,
}

impl Trace {
    /// An empty recording whose events bear the times of `clock`.
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            recording: Arc::default(),
        }
    }

    /// Adds a lane below those that are there.
    pub fn lane(&self, name: impl Into<String>) -> Lane {
        let mut recording = self.lock();
        recording.lanes.push(name.into());
        let id = LaneId(recording.lanes.len() - 1);
        drop(recording);
        Lane {
            trace: self.clone(),
            id,
        }
    }

    /// What has been recorded so far. Lanes may go on recording; the copy does not change.
    pub fn finish(&self) -> Recording {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Recording> {
        // A lane that panicked while it held the lock left at most one event out: the rest is still true.
        self.recording
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lane {
    /// Does `work` in `state`; `why` says in a few words what for.
    pub fn during<T>(&self, state: State, why: impl Into<String>, work: impl FnOnce() -> T) -> T {
        self.begin(state, why);
        // A panic in `work` ends the state as well.
        let _leave = Leave(self);
        work()
    }

    /// Enters a state.
    pub fn begin(&self, state: State, why: impl Into<String>) {
        self.record(What::Begin(state, why.into()));
    }

    /// Leaves the state entered last.
    pub fn end(&self) {
        self.record(What::End);
    }

    /// Leaves a mark.
    pub fn mark(&self, what: impl Into<String>) {
        self.record(What::Mark(what.into()));
    }

    /// Its place among the recording's lanes.
    pub fn id(&self) -> LaneId {
        self.id
    }

    pub(crate) fn record(&self, what: What) {
        let mut recording = self.trace.lock();
        // The clock is read under the lock, so that events stand in the order of their times.
        let at = self.trace.clock.now();
        recording.events.push(Event {
            at,
            lane: self.id,
            what,
        });
    }
}

/// Ends a lane's state when it goes out of scope.
struct Leave<'a>(&'a Lane);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}
