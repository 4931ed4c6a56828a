//! Step 2: polls who was woken. From `s1_spin`; changed: a queue of who is ready, and wakers that fill it, because most polls
//! of step 1 find nothing.

use std::collections::VecDeque;
use std::hint;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake, Waker};

use crate::BoxedTask;

// ANCHOR: task_waker
/// A waker of one task. It knows the task's place and the queue, and not the task: wakers may be used on other threads,
/// tasks may not.
struct TaskWaker {
    place: usize,
    ready: Arc<Mutex<VecDeque<usize>>>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.push_back(self.place);
    }
}
// ANCHOR_END: task_waker

/// What a run cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// How often a task was polled.
    pub polls: usize,
    /// How often the queue was looked at and found empty.
    pub empty_looks: usize,
}

// ANCHOR: run_woken
/// Runs all `tasks` to their end, and gives the cost. Each is polled once at the beginning, then when it is woken.
///
/// ```
/// let cost = ch07_executor::run_woken(vec![Box::pin(async { println!("hello") })]);
/// assert_eq!((cost.polls, cost.empty_looks), (1, 0));
/// ```
pub fn run_woken(tasks: Vec<BoxedTask>) -> Cost {
    let ready = Arc::new(Mutex::new((0..tasks.len()).collect::<VecDeque<_>>()));
    let mut left = tasks.len();
    let mut tasks: Vec<_> = tasks.into_iter().map(Some).collect();
    let mut cost = Cost::default();
    while left > 0 {
        let next = ready
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front();
        let Some(place) = next else {
            cost.empty_looks += 1; // nobody is ready: look again
            hint::spin_loop();
            continue;
        };
        let Some(task) = &mut tasks[place] else {
            continue; // it has ended; the wake came late
        };
        cost.polls += 1;
        let waker = Waker::from(Arc::new(TaskWaker {
            place,
            ready: Arc::clone(&ready),
        }));
        if task
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_ready()
        {
            tasks[place] = None;
            left -= 1;
        }
    }
    cost
}
// ANCHOR_END: run_woken
