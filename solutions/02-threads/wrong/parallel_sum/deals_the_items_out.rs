// WRONG: deals the items out in turn, so that no part is a piece of the slice.
// JUDGE: which is no piece of the slice

use std::panic::resume_unwind;
use std::thread;

/// The sum of `value(item)` over all items, worked out by several threads at the same time.
pub fn parallel_sum<T: Sync>(items: &[T], threads: usize, value: impl Fn(&T) -> u64 + Sync) -> u64 {
    let count = threads.min(items.len()).max(1);
    let value = &value;
    thread::scope(|scope| {
        let start = |first| {
            scope.spawn(move || {
                items
                    .iter()
                    .skip(first)
                    .step_by(count)
                    .map(value)
                    .sum::<u64>()
            })
        };
        let started: Vec<_> = (0..count).map(start).collect();
        let sums = started.into_iter().map(|thread| thread.join());
        sums.map(|sum| sum.unwrap_or_else(|panic| resume_unwind(panic)))
            .sum()
    })
}
