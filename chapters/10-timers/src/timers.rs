//! What a timer queue can do.

use std::fmt::Debug;
use std::time::Instant;

// ANCHOR: timers
/// A queue of things that are to be handed out at their time: to a runtime, whom to wake when. All times are those of the queue's
/// ticks, if it has any: a deadline between two of them may count as the later one.
pub trait Timers<T> {
    /// Names a timer that is in the queue. Once the timer is gone, its key names nothing.
    type Key: Copy + Debug;

    /// An empty queue. No time before `start` will be asked for.
    fn new(start: Instant) -> Self;

    /// Adds `payload`, to be handed out at `deadline`; if that has passed, at the next opportunity.
    fn insert(&mut self, deadline: Instant, payload: T) -> Self::Key;

    /// Takes a timer back, if it is still there. Nothing of it stays behind.
    fn remove(&mut self, key: Self::Key) -> Option<T>;

    /// The payload, if the timer is still there.
    fn get_mut(&mut self, key: Self::Key) -> Option<&mut T>;

    /// When to look again: never later than the first timer is due. `None` if there is no timer.
    fn next_deadline(&self) -> Option<Instant>;

    /// Hands out who is due at `now`, one at a time: by deadline, and by the order of adding where it is the same. Never
    /// anybody whose deadline is later than `now`.
    fn pop_due(&mut self, now: Instant) -> Option<T>;

    /// How many timers there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
// ANCHOR_END: timers
