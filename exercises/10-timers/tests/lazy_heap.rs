// Judge of 10/lazy_heap.

use std::rc::Rc;
use std::time::{Duration, Instant};

use ex10_timers::lazy_heap::LazyQueue;
use judge::{assert_answer, largest_allocation, within};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const MS: Duration = Duration::from_millis(1);
const HOUR: Duration = Duration::from_secs(3600);
const CANCELLED: u32 = 20_000;

fn due<T>(queue: &mut LazyQueue<T>, now: Instant) -> Vec<T> {
    std::iter::from_fn(|| queue.pop_due(now)).collect()
}

#[test]
fn timers_come_by_deadline_and_then_by_the_order_of_adding() {
    let (start, mut queue) = (Instant::now(), LazyQueue::new());
    for (ms, name) in [
        (30, 'a'),
        (10, 'b'),
        (20, 'c'),
        (10, 'd'),
        (20, 'e'),
        (10, 'f'),
    ] {
        queue.insert(start + ms * MS, name);
    }
    assert_answer(
        "for a, c and e set for 30, 20 and 20 ms, and b, d and f set for 10 ms",
        due(&mut queue, start + 50 * MS),
        vec!['b', 'd', 'f', 'c', 'e', 'a'],
    );
}

#[test]
fn nobody_comes_early() {
    let (start, mut queue) = (Instant::now(), LazyQueue::new());
    queue.insert(start + 10 * MS, 'a');
    let just_before = start + 10 * MS - Duration::from_nanos(1);
    assert_answer(
        "for a timer set for 10 ms, asked a nanosecond before",
        queue.pop_due(just_before),
        None,
    );
    assert_answer(
        "for a timer set for 10 ms, asked at 10 ms",
        queue.pop_due(start + 10 * MS),
        Some('a'),
    );
}

#[test]
fn what_was_cancelled_does_not_come() {
    let (start, mut queue) = (Instant::now(), LazyQueue::new());
    let keys = [10, 20, 30].map(|ms| queue.insert(start + ms * MS, ms));
    let cancelled = (queue.cancel(keys[1]), queue.len(), queue.is_empty());
    let case = "for timers at 10, 20 and 30 ms of which the second is cancelled";
    assert_answer(
        format!("{case}, asked for the payload and what is left"),
        cancelled,
        (Some(20), 2, false),
    );
    assert_answer(case, due(&mut queue, start + 50 * MS), vec![10, 30]);
    assert_answer(
        format!("{case}, asked whether it is empty when all have come"),
        (queue.len(), queue.is_empty()),
        (0, true),
    );
}

#[test]
fn the_next_deadline_is_that_of_a_timer_that_is_set() {
    let (start, mut queue) = (Instant::now(), LazyQueue::default());
    let keys = [10, 20, 30].map(|ms| queue.insert(start + ms * MS, ms));
    for (cancelled, right) in [(keys[0], Some(20)), (keys[1], Some(30)), (keys[2], None)] {
        queue.cancel(cancelled);
        let next = queue.next_deadline();
        assert_answer(
            "for timers at 10, 20 and 30 ms that are cancelled one after the other, asked for the next deadline in ms",
            next.map(|next| (next - start).as_millis()),
            right,
        );
    }
}

#[test]
fn a_key_names_nothing_once_its_timer_has_gone() {
    let (start, mut queue) = (Instant::now(), LazyQueue::new());
    let fired = queue.insert(start + 10 * MS, 'a');
    let cancelled = queue.insert(start + 20 * MS, 'b');
    queue.cancel(cancelled);
    queue.pop_due(start + 10 * MS);
    queue.insert(start + 30 * MS, 'c');
    queue.insert(start + 30 * MS, 'd');
    assert_answer(
        "when a timer that has come, and one that was cancelled before, are cancelled while two others are set",
        (queue.cancel(fired), queue.cancel(cancelled), queue.len()),
        (None, None, 2),
    );
    assert_answer(
        "for the two others",
        due(&mut queue, start + 50 * MS),
        vec!['c', 'd'],
    );
}

#[test]
fn a_cancelled_payload_is_given_back_at_once() {
    let (start, mut queue, payload) = (Instant::now(), LazyQueue::new(), Rc::new(()));
    let early = queue.insert(start + MS, Rc::clone(&payload));
    let keys: Vec<_> = (0..10)
        .map(|_| queue.insert(start + HOUR, Rc::clone(&payload)))
        .collect();
    for key in keys {
        queue.cancel(key);
    }
    assert_answer(
        "when ten of eleven timers are cancelled and their payloads dropped, asked who still has the payload",
        Rc::strong_count(&payload),
        1 + 1,
    );
    queue.cancel(early);
}

#[test]
fn a_cleaning_changes_neither_keys_nor_order() {
    let (start, mut queue) = (Instant::now(), LazyQueue::new());
    let keys: Vec<_> = (0..10).map(|n| queue.insert(start + 50 * MS, n)).collect();
    for n in 0..500 {
        let key = queue.insert(start + HOUR, 1000 + n);
        queue.cancel(key);
    }
    let case = "when 0 to 9 were set for 50 ms, and 500 others set and cancelled";
    assert_answer(
        format!("{case}, asked to cancel 3 by its key"),
        queue.cancel(keys[3]),
        Some(3),
    );
    assert_answer(
        format!("{case}, and 3 as well, asked who comes"),
        due(&mut queue, start + 50 * MS),
        vec![0, 1, 2, 4, 5, 6, 7, 8, 9],
    );
}

/// The largest piece of memory that the queue asked for.
fn largest(awaited: &'static str, case: fn(&mut LazyQueue<u32>, Instant)) -> usize {
    within(Duration::from_secs(2), awaited, move || {
        let (mut queue, start) = (LazyQueue::new(), Instant::now());
        let ((), largest) = largest_allocation(|| case(&mut queue, start));
        largest
    })
}

/// So many timers stay, while others are set for an hour later and cancelled.
fn cancels_beside(stay: u32, queue: &mut LazyQueue<u32>, start: Instant) {
    for n in 0..stay {
        queue.insert(start + (1 + n) * MS, 0);
    }
    for n in 0..CANCELLED {
        let key = queue.insert(start + HOUR + n * MS, 0);
        queue.cancel(key);
    }
    assert_answer(
        format!(
            "when {CANCELLED} timers are set and cancelled, and {stay} set and left, asked how many come"
        ),
        due(queue, start + HOUR).len(),
        stay as usize,
    );
}

#[test]
fn cancelled_timers_do_not_pile_up() {
    let memory = largest(
        "20,000 timers to be set and cancelled beside one that stays",
        |queue, start| {
            cancels_beside(1, queue, start);
        },
    );
    assert!(
        memory < 32_000,
        "when one timer stays and {CANCELLED} others are set and cancelled, one after the other, the queue asks for {memory} bytes: it keeps what was cancelled"
    );
}

#[test]
fn cancelling_is_cheap_beside_many_that_stay() {
    let memory = largest(
        "20,000 timers to be set and cancelled beside 3,000 that stay: work that grows with the queue must be rare",
        |queue, start| {
            cancels_beside(3_000, queue, start);
        },
    );
    assert!(
        memory < 500_000,
        "when 3000 timers stay and {CANCELLED} others are set and cancelled, one after the other, the queue asks for {memory} bytes: it keeps what was cancelled"
    );
}

#[test]
fn timers_that_are_cancelled_together_do_not_pile_up() {
    let memory = largest(
        "100 timers to be set and then cancelled, then 101, and so on up to 199",
        |queue, start| {
            // Each time another number: as timers go from those that are set to the waste, the limit is passed two at a time.
            for count in 100..200 {
                let keys: Vec<_> = (0..count).map(|n| queue.insert(start + HOUR, n)).collect();
                for key in keys {
                    queue.cancel(key);
                }
            }
        },
    );
    assert!(
        memory < 32_000,
        "when 100 timers are set and then cancelled, then 101, and so on up to 199, the queue asks for {memory} bytes: it keeps what was cancelled"
    );
}

#[test]
fn cancelled_timers_at_the_back_do_not_pile_up_while_others_come_and_go() {
    let memory = largest(
        "20,000 timers to be set and cancelled while others come and go",
        |queue, start| {
            for n in 0..CANCELLED {
                let key = queue.insert(start + HOUR, n);
                queue.insert(start + n * MS, n);
                queue.cancel(key);
                let came = queue.pop_due(start + n * MS);
                assert_answer(
                    "when each timer comes before the next is set",
                    came,
                    Some(n),
                );
            }
        },
    );
    assert!(
        memory < 32_000,
        "when {CANCELLED} timers are cancelled while others come and go, the queue asks for {memory} bytes: it keeps what was cancelled"
    );
}
