//! Step 1: polls everything, round and round, until everything is done.

use std::pin::Pin;
use std::task::{Context, Waker};

/// A future that an executor can keep without knowing what it is. It need not be [`Send`].
pub type BoxedTask = Pin<Box<dyn Future<Output = ()>>>;

/// Runs all `tasks` to their end, and gives the number of polls that it took.
///
/// ```
/// let polls = ch07_executor::run_spinning(vec![Box::pin(async { println!("hello") })]);
/// assert_eq!(polls, 1);
/// ```
// ANCHOR: run_spinning
pub fn run_spinning(mut tasks: Vec<BoxedTask>) -> usize {
    let mut cx = Context::from_waker(Waker::noop()); // nobody listens to wakes here
    let mut polls = 0;
    while !tasks.is_empty() {
        tasks.retain_mut(|task| {
            polls += 1;
            task.as_mut().poll(&mut cx).is_pending()
        });
    }
    polls
}
// ANCHOR_END: run_spinning
