// WRONG: every wake puts the task in line.
// JUDGE: for a task that was woken three times

//! Exercise 13/two_lanes: an executor with an urgent lane.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Wake, Waker};

/// How much of a hurry a task is in, for all of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Before the normal ones.
    Urgent,
    /// When nobody urgent is ready, and every fourth turn.
    Normal,
}

/// Every so many turns the normal lane comes first.
pub const FAIR_TURN: usize = 4;

/// Polls tasks that may be woken by any thread. What it promises:
///
/// - Urgent tasks first; in each lane the order of the wakes. Who is in line keeps its place when it is woken again.
/// - Every fourth turn ([`FAIR_TURN`]) a normal task comes first, if one is ready. A turn that finds nobody is not counted;
///   those of all clones are counted together.
/// - A task stands in line once, however often it is woken. Woken during its own poll, it goes to the end of its line when the
///   poll is over, and is polled again.
/// - No lock is held while a task is polled or dropped: it may spawn, wake whom it likes, and call `turn`. Several threads may
///   call `turn`, too; each task is with one of them.
/// - What has ended is dropped at once, though somebody keeps its waker. A wake after the end does nothing.
///
/// Not asked for: tasks that panic, and an executor that is dropped with tasks in it.
#[derive(Clone)]
pub struct TwoLanes(Arc<Mutex<Lines>>);

#[derive(Default)]
struct Lines {
    urgent: VecDeque<Arc<Task>>,
    normal: VecDeque<Arc<Task>>,
    turns: usize,
}

struct Task {
    lane: Lane,
    inside: Mutex<Inside>,
    lines: Arc<Mutex<Lines>>,
}

struct Inside {
    queued: bool,
    /// Not there while it is polled, and after the end.
    future: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    ended: bool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let mut inside = lock(&self.inside);
        if inside.ended {
            return;
        }
        inside.queued = true;
        drop(inside);
        let mut lines = lock(&self.lines);
        let line = match self.lane {
            Lane::Urgent => &mut lines.urgent,
            Lane::Normal => &mut lines.normal,
        };
        line.push_back(Arc::clone(&self));
    }
}

impl TwoLanes {
    /// An executor without tasks.
    pub fn new() -> Self {
        Self(Arc::default())
    }

    /// Queues a task.
    pub fn spawn(&self, lane: Lane, future: impl Future<Output = ()> + Send + 'static) {
        let inside = Inside {
            queued: false,
            future: Some(Box::pin(future)),
            ended: false,
        };
        let task = Arc::new(Task {
            lane,
            inside: Mutex::new(inside),
            lines: Arc::clone(&self.0),
        });
        task.wake();
    }

    /// Polls the task whose turn it is, once. `false`: nobody is ready.
    pub fn turn(&self) -> bool {
        let Some(task) = lock(&self.0).next() else {
            return false;
        };
        let mut inside = lock(&task.inside);
        inside.queued = false; // a wake from here on is for the next poll
        let Some(mut future) = inside.future.take() else {
            return true;
        };
        drop(inside);
        let waker = Waker::from(Arc::clone(&task));
        let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
        let mut inside = lock(&task.inside);
        if poll.is_pending() {
            inside.future = Some(future);
        } else {
            inside.ended = true;
        }
        true
    }
}

impl Lines {
    fn next(&mut self) -> Option<Arc<Task>> {
        let fair = (self.turns + 1).is_multiple_of(FAIR_TURN);
        let (first, second) = if fair {
            (&mut self.normal, &mut self.urgent)
        } else {
            (&mut self.urgent, &mut self.normal)
        };
        let next = first.pop_front().or_else(|| second.pop_front())?;
        self.turns += 1;
        Some(next)
    }
}

impl Default for TwoLanes {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TwoLanes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TwoLanes")
    }
}
