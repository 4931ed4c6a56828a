//! Step 2: polls who was woken. From `s1_spin`; changed: a queue of who is ready, and wakers that fill it, because most polls
//! of step 1 find nothing.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake, Waker};

use crate::BoxedTask;

// ANCHOR: task_waker
/// A waker of one task. It knows the task's number and the queue, and not the task: wakers may be used on other threads,
/// tasks may not.
struct TaskWaker(usize, Arc<Mutex<VecDeque<usize>>>);

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        let Self(id, ready) = &*self;
        let mut ready = ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.push_back(*id);
    }
}
// ANCHOR_END: task_waker

/// Runs all `tasks` to their end. Each is polled once at the beginning, then when it is woken. Gives the number of polls, and
/// how often the queue was looked at and found empty.
///
/// ```
/// let cost = ch07_executor::run_woken(vec![Box::pin(async { println!("hello") })]);
/// assert_eq!(cost, (1, 0));
/// ```
// ANCHOR: run_woken
pub fn run_woken(tasks: Vec<BoxedTask>) -> (usize, usize) {
    let ready = Arc::new(Mutex::new((0..tasks.len()).collect::<VecDeque<_>>()));
    let mut unfinished: BTreeMap<_, _> = (0..).zip(tasks).collect();
    let (mut polls, mut empty_looks) = (0, 0);
    while !unfinished.is_empty() {
        let next = ready
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front();
        let Some(id) = next else {
            empty_looks += 1; // nobody is ready: look again
            continue;
        };
        let Some(task) = unfinished.get_mut(&id) else {
            continue; // it has ended; the wake came late
        };
        let waker = Waker::from(Arc::new(TaskWaker(id, Arc::clone(&ready))));
        polls += 1;
        if task
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_ready()
        {
            unfinished.remove(&id);
        }
    }
    (polls, empty_looks)
}
// ANCHOR_END: run_woken
