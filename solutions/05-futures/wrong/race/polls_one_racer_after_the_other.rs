// WRONG: goes on to the next racer only when the one before is ready: the first always wins.
// JUDGE: for waits of [300, 100, 200] ms, the answer gave Some((0, 'a'))

use std::pin::Pin;
use std::task::{Context, Poll};

/// A future of any type, in a box of its own, so that many different ones fit into one list.
pub type Racer<T> = Pin<Box<dyn Future<Output = T>>>;

/// A future that gives the place and the output of the first of several futures to be ready; with no racers, `None`.
///
/// If several could be ready, the one that was given first wins. When the race is over the losers have been dropped, even
/// if the race itself is kept.
#[allow(
    missing_debug_implementations,
    reason = "a future of any type need not be one that can be shown"
)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Race<T> {
    racers: Vec<Racer<T>>,
}

impl<T> Race<T> {
    /// A race that has not begun.
    pub fn new(racers: Vec<Racer<T>>) -> Self {
        Self { racers }
    }
}

impl<T> Future for Race<T> {
    type Output = Option<(usize, T)>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.racers.is_empty() {
            return Poll::Ready(None);
        }
        self.racers[0].as_mut().poll(cx).map(|output| {
            self.racers.clear();
            Some((0, output))
        })
    }
}
