// WRONG: cuts off as many whole parts as fit and forgets the rest.
// JUDGE: items and 2 threads, the answer gave Ok(

use std::panic::resume_unwind;
use std::thread;

/// The sum of `value(item)` over all items, worked out by several threads at the same time.
///
/// The items are cut into as many parts as there are `threads` (but into no more than there are items; zero threads count as
/// one). A part is a piece of the slice, the lengths of any two differ by at most one, and each has a thread of its own. The
/// calling thread may be one of them.
///
/// # Panics
/// If `value` does, and with its words.
pub fn parallel_sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let sum = |part: &[T]| part.iter().map(&value).sum::<u64>();
    let sum = &sum;
    thread::scope(|scope| {
        let start = |part| scope.spawn(move || sum(part));
        // All are started before the first is waited for.
        let started: Vec<_> = parts(items, threads).into_iter().map(start).collect();
        let sums = started.into_iter().map(|thread| thread.join());
        sums.map(|sum| sum.unwrap_or_else(|panic| resume_unwind(panic)))
            .sum()
    })
}

/// Cuts the slice into `count` parts.
fn parts<T>(items: &[T], count: usize) -> Vec<&[T]> {
    let count = count.min(items.len()).max(1);
    let length = items.len() / count;
    items.chunks_exact(length.max(1)).take(count).collect()
}
