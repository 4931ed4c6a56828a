// WRONG: sleeps though nothing is held back: a program without events wakes all the time.
// JUDGE: asked for the number of sleeps, the answer gave

//! Exercise 10/debounce: hold back until it is quiet.

use ch05_futures::{Either, select};
use std::time::Duration;

/// Gives the last event of every burst: an event is given once nothing has come for `quiet` after it, and dropped if something
/// has. (Keys in a search box: one request when the typing stops, not one for each letter.)
///
/// `next` gives the next event, and `None` when there are no more; then it must not be asked again, and what is held back is
/// given at once. The future that `next` makes may be dropped: no event is lost by that. `sleep` makes a sleep that lasts as
/// long as you say.
pub async fn debounce<T, S: Future<Output = ()>>(
    quiet: Duration,
    mut next: impl AsyncFnMut() -> Option<T>,
    sleep: impl Fn(Duration) -> S,
    mut give: impl FnMut(T),
) {
    let mut held = None;
    loop {
        match select(next(), sleep(quiet)).await {
            Either::Left((None, _)) => {
                if let Some(event) = held {
                    give(event)
                }
                return;
            }
            Either::Left((newer, _)) => held = newer,
            Either::Right(_) => {
                if let Some(event) = held.take() {
                    give(event)
                }
            }
        }
    }
}
