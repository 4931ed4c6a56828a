//! What is said about an answer that does not keep the rules. Every sentence speaks of a task by its name.

use std::time::Duration;

use crate::task::{Kept, Task};

/// After a poll that gave `Pending`: nobody can ever wake the task.
pub fn unwakeable(task: &Task<'_>) -> Option<String> {
    let (name, poll) = (&task.name, task.polls);
    match task.kept() {
        Kept::Latest(_) => None,
        Kept::Nothing => Some(format!(
            "`{name}` returned Pending from poll {poll}, but kept no waker: nothing will ever poll it again"
        )),
        Kept::Stale(old) => Some(format!(
            "`{name}` returned Pending from poll {poll}, but kept only the waker of poll {old}: \
             the executor may give another waker with every poll, and only the newest counts"
        )),
    }
}

pub fn busy(task: &Task<'_>) -> String {
    format!(
        "`{}` woke itself in {} polls in a row while nothing else happened: that is busy polling, not waiting",
        task.name, task.circles
    )
}

pub fn spent(tasks: &[Task<'_>], budget: usize) -> String {
    let polls: Vec<_> = tasks
        .iter()
        .map(|task| format!("`{}` {} times", task.name, task.polls))
        .collect();
    format!(
        "{budget} polls are spent and the program is not done; polled were {}",
        polls.join(", ")
    )
}

pub fn panicked(task: &Task<'_>, message: &str) -> String {
    format!("`{}` panicked in poll {}: {message}", task.name, task.polls)
}

pub fn deadlock(tasks: &[Task<'_>], now: Duration) -> String {
    let mut report = format!(
        "deadlock at {now:?}: every task is pending, no timer is set, and nobody is left to wake one"
    );
    for task in tasks {
        let (name, polls, doing) = (&task.name, task.polls, &task.doing);
        if task.work.is_some() {
            report.push_str(&format!("\n  `{name}`, polled {polls} times, {doing}"));
        } else if let Some(at) = task.dropped {
            report.push_str(&format!("\n  `{name}` was dropped unfinished at {at:?}"));
        }
    }
    report
}
