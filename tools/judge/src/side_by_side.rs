//! Two threads that do their parts of many short rounds, as nearly at once as can be.

use std::hint::spin_loop;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;

/// So many looks, and nobody comes: the other has no core at the moment.
const PATIENCE: usize = 2000;

/// On two threads, does `one` and `other` with each of the `rounds`, and gives what came of each round.
///
/// Who is first in a round waits for a moment, so that both begin together; it goes on alone when nobody comes. So a round
/// must be right in every order. A race that one round in a thousand hits is found by some thousand rounds, probably.
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
/// let rounds = Vec::from_iter((0..100).map(|_| AtomicU32::new(0)));
/// let add = |round: &AtomicU32| round.fetch_add(1, SeqCst);
/// for (one, other) in judge::side_by_side(&rounds, add, add) {
///     assert_eq!(one + other, 1);
/// }
/// ```
///
/// # Panics
/// With the panic of `one` or `other`.
pub fn side_by_side<T: Sync, A: Send, B: Send>(
    rounds: &[T],
    one: impl Fn(&T) -> A + Send,
    other: impl Fn(&T) -> B + Send,
) -> Vec<(A, B)> {
    let arrived = Vec::from_iter(rounds.iter().map(|_| AtomicUsize::new(0)));
    let over = AtomicBool::new(false);
    let (arrived, over) = (&arrived, &over);
    let (one, other) = thread::scope(|scope| {
        let one = scope.spawn(move || go_through(rounds, arrived, over, 13, one));
        let other = scope.spawn(move || go_through(rounds, arrived, over, 7, other));
        (one.join(), other.join())
    });
    let one = one.unwrap_or_else(|panic| resume_unwind(panic));
    let other = other.unwrap_or_else(|panic| resume_unwind(panic));
    one.into_iter().zip(other).collect()
}

fn go_through<T, A>(
    rounds: &[T],
    arrived: &[AtomicUsize],
    over: &AtomicBool,
    late: usize,
    part: impl Fn(&T) -> A,
) -> Vec<A> {
    let mut outcomes = Vec::with_capacity(rounds.len());
    for (index, (round, arrived)) in rounds.iter().zip(arrived).enumerate() {
        arrived.fetch_add(1, SeqCst);
        for _ in 0..PATIENCE {
            if arrived.load(SeqCst) == 2 || over.load(SeqCst) {
                break;
            }
            spin_loop();
        }
        // Now the one is a little ahead, now the other.
        for _ in 0..index % late {
            spin_loop();
        }
        outcomes.push(part(round));
    }
    over.store(true, SeqCst);
    outcomes
}
