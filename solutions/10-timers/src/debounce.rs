//! Exercise 10/debounce: hold back until it is quiet.

use std::time::Duration;

use ch05_futures::{Either, select};

/// Gives the last event of every burst: an event is given once nothing has come for `quiet` after it, and dropped if something
/// has. (Keys in a search box: one request when the typing stops, not one for each letter.)
///
/// `next` gives the next event, and `None` when there are no more; then it must not be asked again, and what is held back is
/// given at once. While nothing is held back, no sleep is needed, and none is made. If an event comes in the moment in which the
/// silence is over, either order is right. The future that `next` makes may be dropped: no event is lost by that. `sleep` makes a sleep that lasts as
/// long as you say.
pub async fn debounce<T, S: Future<Output = ()>>(
    quiet: Duration,
    mut next: impl AsyncFnMut() -> Option<T>,
    sleep: impl Fn(Duration) -> S,
    mut give: impl FnMut(T),
) {
    while let Some(mut held) = next().await {
        loop {
            match select(next(), sleep(quiet)).await {
                Either::Left((Some(newer), _)) => held = newer,
                Either::Left((None, _)) => return give(held),
                Either::Right(_) => break,
            }
        }
        give(held);
    }
}
