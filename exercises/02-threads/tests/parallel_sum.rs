// Judge of 02/parallel_sum.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use ex02_threads::parallel_sum::parallel_sum;
use judge::{Meeting, assert_answer, within};

/// Nothing here takes longer, unless it never ends.
const LIMIT: Duration = Duration::from_millis(500);

/// What the answer gave, or what it said when it panicked. Items are not `Clone`: they can only be borrowed.
fn sum(
    count: usize,
    threads: usize,
    value: impl Fn(usize) -> u64 + Sync + Send + 'static,
) -> Result<u64, String> {
    struct Item(usize);
    let case = format!("the sum of {count} items by {threads} threads");
    within(LIMIT, case, move || {
        let items: Vec<Item> = (0..count).map(Item).collect();
        let answer = AssertUnwindSafe(|| parallel_sum(&items, threads, |item| value(item.0)));
        catch_unwind(answer).map_err(|panic| {
            let literal = panic.downcast_ref::<&str>().map(ToString::to_string);
            let words = literal.or_else(|| panic.downcast_ref::<String>().cloned());
            format!("panic: {}", words.unwrap_or_default())
        })
    })
}

/// Which items each thread was asked to work on.
fn parts(count: usize, threads: usize) -> Vec<Vec<usize>> {
    let seen: Arc<Mutex<HashMap<ThreadId, Vec<usize>>>> = Arc::default();
    let notes = Arc::clone(&seen);
    let given = sum(count, threads, move |item| {
        let mut seen = notes.lock().expect("nobody panics here");
        seen.entry(thread::current().id()).or_default().push(item);
        1
    });
    assert_answer(
        format!("for {count} ones and {threads} threads"),
        given,
        Ok(count as u64),
    );
    let mut seen = seen.lock().expect("nobody panics here");
    let mut parts: Vec<_> = seen.drain().map(|(_, part)| part).collect();
    parts.sort();
    parts
}

#[test]
fn the_sum_is_right_for_every_length_and_every_number_of_threads() {
    for count in 0..=12 {
        for threads in 0..=5 {
            let given = sum(count, threads, |item| 1 << item);
            let case = format!("for {count} items and {threads} threads");
            assert_answer(case, given, Ok((1 << count) - 1));
        }
    }
}

#[test]
fn all_parts_are_worked_on_at_the_same_time() {
    for (count, threads) in [(4, 4), (2, 2), (3, 8)] {
        let meeting = Meeting::of(count, LIMIT / 2);
        let met = sum(count, threads, move |_| u64::from(meeting.attend()));
        assert!(
            met == Ok(count as u64),
            "for {count} items and {threads} threads, the answer asks for the next part only after the one before is done"
        );
    }
}

#[test]
fn there_are_as_many_parts_as_threads_and_none_is_two_items_longer_than_another() {
    for (count, threads) in [
        (10, 4),
        (9, 6),
        (7, 3),
        (7, 4),
        (6, 3),
        (5, 8),
        (12, 1),
        (3, 0),
    ] {
        let lengths = parts(count, threads).into_iter().map(|part| part.len());
        let mut lengths: Vec<_> = lengths.collect();
        lengths.sort_unstable();
        let wanted = threads.clamp(1, count);
        let right: Vec<_> = (0..wanted).map(|part| (count + part) / wanted).collect();
        assert_answer(
            format!("for the lengths of the parts of {count} items for {threads} threads"),
            lengths,
            right,
        );
    }
}

#[test]
fn every_part_is_a_piece_of_the_slice() {
    for part in parts(10, 4) {
        let piece: Vec<_> = (part[0]..part[0] + part.len()).collect();
        assert!(
            part == piece,
            "one thread of the answer was given the items {part:?}, which is no piece of the slice"
        );
    }
}

#[test]
fn a_panic_comes_out_with_its_own_words() {
    for bad in 0..4 {
        let given = sum(4, 2, move |item| {
            if item == bad {
                // As `panic!` does, but without a word on the terminal.
                resume_unwind(Box::new(format!("item {bad} has no value")));
            }
            1
        });
        assert_answer(
            format!("when there is no value for item {bad} of 4"),
            given,
            Err(format!("panic: item {bad} has no value")),
        );
    }
}
