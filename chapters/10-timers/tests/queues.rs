//! What every timer queue promises, asked of all three.

use std::rc::Rc;
use std::time::{Duration, Instant};

use ch10_timers::Timers;
use judge::within;

const MS: Duration = Duration::from_millis(1);

/// Makes each claim a test of each queue.
macro_rules! all_three {
    ($($claim:ident)*) => {
        all_three! { @ list: ListQueue, $($claim)* }
        all_three! { @ heap: HeapQueue, $($claim)* }
        all_three! { @ wheel: TimerQueue, $($claim)* }
    };
    (@ $module:ident: $queue:ident, $($claim:ident)*) => {
        mod $module {
            $(#[test] fn $claim() { super::$claim::<ch10_timers::$queue<_>>() })*
        }
    };
}

all_three! {
    an_empty_queue_has_nothing
    a_timer_comes_at_its_deadline_and_not_before
    timers_come_in_the_order_of_their_deadlines
    timers_that_are_due_together_come_in_the_order_of_adding
    ties_keep_their_order_however_far_away_they_were
    a_deadline_that_has_passed_is_due_at_once
    a_deadline_before_the_start_is_due_at_once
    taken_back_it_does_not_come
    a_key_names_nothing_once_its_timer_has_gone
    a_payload_can_be_changed_where_it_is
    the_next_look_is_never_after_the_next_deadline
    looking_when_it_says_finds_everybody_in_time
    whatever_is_taken_back_is_dropped_at_once
    a_late_look_finds_all_that_is_due
    deadlines_far_away_are_kept
    after_a_long_rest_it_works_as_before
    taking_back_any_of_a_crowd_leaves_the_others
}

/// All that are due at `now`.
fn due<Q: Timers<T>, T>(queue: &mut Q, now: Instant) -> Vec<T> {
    std::iter::from_fn(|| queue.pop_due(now)).collect()
}

fn an_empty_queue_has_nothing<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    assert_eq!((queue.len(), queue.is_empty()), (0, true));
    assert_eq!(queue.next_deadline(), None);
    assert_eq!(queue.pop_due(start + 1000 * MS), None);
}

fn a_timer_comes_at_its_deadline_and_not_before<Q: Timers<u32>>() {
    for ms in [
        1, 2, 63, 64, 65, 127, 128, 4095, 4096, 4097, 262_144, 300_000,
    ] {
        let start = Instant::now();
        let mut queue = Q::new(start);
        queue.insert(start + ms * MS, ms);
        assert_eq!((queue.len(), queue.is_empty()), (1, false));
        assert_eq!(queue.pop_due(start + (ms - 1) * MS), None, "{ms} ms");
        let just_before = start + ms * MS - Duration::from_nanos(1);
        assert_eq!(queue.pop_due(just_before), None, "{ms} ms");
        assert_eq!(queue.pop_due(start + ms * MS), Some(ms));
        assert_eq!(queue.pop_due(start + ms * MS), None, "{ms} ms came twice");
        assert!(queue.is_empty());
    }
}

fn timers_come_in_the_order_of_their_deadlines<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    for ms in [500, 5, 70, 5000, 1, 64, 63] {
        queue.insert(start + ms * MS, ms);
    }
    let order = due(&mut queue, start + 6000 * MS);
    assert_eq!(order, [1, 5, 63, 64, 70, 500, 5000]);
}

fn timers_that_are_due_together_come_in_the_order_of_adding<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    let keys: Vec<_> = (0..20).map(|n| queue.insert(start + 10 * MS, n)).collect();
    for n in [3, 0, 19] {
        queue.remove(keys[n]);
    }
    queue.insert(start + 10 * MS, 20);
    let right: Vec<_> = (0..=20).filter(|n| ![3, 0, 19].contains(n)).collect();
    assert_eq!(due(&mut queue, start + 10 * MS), right);
}

fn ties_keep_their_order_however_far_away_they_were<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    let deadline = start + 5000 * MS;
    for (n, now) in (0..).zip([0, 1, 904, 905, 4096, 4990, 4992, 4999]) {
        assert_eq!(queue.pop_due(start + now * MS), None);
        queue.insert(deadline, n);
    }
    assert_eq!(due(&mut queue, deadline), [0, 1, 2, 3, 4, 5, 6, 7]);
}

fn a_deadline_that_has_passed_is_due_at_once<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    queue.insert(start + 50 * MS, 50);
    assert_eq!(queue.pop_due(start + 100 * MS), Some(50));
    assert_eq!(queue.pop_due(start + 100 * MS), None);
    queue.insert(start + 70 * MS, 70);
    assert!(queue.next_deadline() <= Some(start + 100 * MS));
    assert_eq!(due(&mut queue, start + 100 * MS), [70]);
}

fn a_deadline_before_the_start_is_due_at_once<Q: Timers<u32>>() {
    let start = Instant::now() + 1000 * MS;
    let mut queue = Q::new(start);
    queue.insert(start - 10 * MS, 7);
    assert_eq!(queue.pop_due(start), Some(7));
}

fn taken_back_it_does_not_come<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    let keys = [10, 20, 10, 500].map(|ms| queue.insert(start + ms * MS, ms));
    assert_eq!(queue.remove(keys[0]), Some(10));
    assert_eq!(queue.remove(keys[3]), Some(500));
    assert_eq!(queue.len(), 2);
    assert_eq!(due(&mut queue, start + 1000 * MS), [10, 20]);
    assert_eq!(queue.next_deadline(), None);
}

fn a_key_names_nothing_once_its_timer_has_gone<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    let fired = queue.insert(start + 10 * MS, 1);
    let removed = queue.insert(start + 10 * MS, 2);
    queue.remove(removed);
    assert_eq!(queue.pop_due(start + 10 * MS), Some(1));
    // Their places are used again.
    let new = [3, 4].map(|n| queue.insert(start + 20 * MS, n));
    for old in [fired, removed] {
        assert_eq!(queue.get_mut(old), None);
        assert_eq!(queue.remove(old), None);
    }
    assert_eq!(queue.len(), 2);
    assert_eq!(new.map(|key| queue.remove(key)), [Some(3), Some(4)]);
}

fn a_payload_can_be_changed_where_it_is<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    queue.insert(start + 5 * MS, 0);
    let key = queue.insert(start + 10 * MS, 1);
    *queue.get_mut(key).expect("it is there") = 11;
    assert_eq!(due(&mut queue, start + 10 * MS), [0, 11]);
}

fn the_next_look_is_never_after_the_next_deadline<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    for ms in [100_000, 4097, 200, 64, 63, 3] {
        let key = queue.insert(start + ms * MS, ms);
        let next = queue.next_deadline().expect("there is one");
        assert!(start < next && next <= start + ms * MS, "{ms} ms");
        if ms % 2 == 0 {
            queue.remove(key);
        }
    }
}

fn looking_when_it_says_finds_everybody_in_time<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    for ms in [3, 200, 64, 100_000, 4160, 4097, 63] {
        queue.insert(start + ms * MS, ms);
    }
    let mut looks = 0;
    while let Some(next) = queue.next_deadline() {
        looks += 1;
        for ms in due(&mut queue, next) {
            assert_eq!(next, start + ms * MS, "{ms} ms");
        }
    }
    assert!(looks <= 7 * 4, "{looks} looks for seven timers");
}

fn whatever_is_taken_back_is_dropped_at_once<Q: Timers<Rc<()>>>() {
    let start = Instant::now();
    let (mut queue, payload) = (Q::new(start), Rc::new(()));
    let keys: Vec<_> = (0..100)
        .map(|n| queue.insert(start + n * MS, Rc::clone(&payload)))
        .collect();
    for (left, key) in (0..100).rev().zip(keys) {
        drop(queue.remove(key));
        assert_eq!((queue.len(), Rc::strong_count(&payload)), (left, left + 1));
    }
}

fn a_late_look_finds_all_that_is_due<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    for n in 1..=200 {
        queue.insert(start + 37 * n * MS, n);
    }
    let found = due(&mut queue, start + 37 * 150 * MS);
    assert_eq!(found, (1..=150).collect::<Vec<_>>());
    assert_eq!(queue.len(), 50);
}

fn deadlines_far_away_are_kept<Q: Timers<u32> + 'static>() {
    within(Duration::from_secs(10), "4,000 days to pass", far_away::<Q>);
}

fn far_away<Q: Timers<u32>>() {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    let start = Instant::now();
    let mut queue = Q::new(start);
    for (n, days) in [(4, 4000), (1, 50), (3, 2000), (2, 800)] {
        queue.insert(start + days * DAY, n);
    }
    let mut found = Vec::new();
    for day in 1..=4000 {
        found.extend(due(&mut queue, start + day * DAY).iter().map(|n| (day, *n)));
    }
    assert_eq!(found, [(50, 1), (800, 2), (2000, 3), (4000, 4)]);
}

fn after_a_long_rest_it_works_as_before<Q: Timers<u32>>() {
    let start = Instant::now();
    let mut queue = Q::new(start);
    for wake in [10_u32, 5_000_000, 5_005_001, 90_000_000] {
        let now = start + wake * MS;
        assert_eq!(queue.pop_due(now), None);
        for ms in [70, 1, 5000] {
            queue.insert(now + ms * MS, ms);
        }
        assert_eq!(queue.pop_due(now), None);
        assert_eq!(due(&mut queue, now + 5000 * MS), [1, 70, 5000]);
    }
}

fn taking_back_any_of_a_crowd_leaves_the_others<Q: Timers<u32>>() {
    for gone in 0..40 {
        let start = Instant::now();
        let mut queue = Q::new(start);
        // In no order, so that taking out of the middle moves others up and down.
        let deadlines: Vec<u32> = (0..40).map(|n| n * 17 % 40 + 1).collect();
        let keys: Vec<_> = deadlines
            .iter()
            .map(|ms| queue.insert(start + *ms * MS, *ms))
            .collect();
        assert_eq!(queue.remove(keys[gone]), Some(deadlines[gone]));
        let right: Vec<_> = (1..=40).filter(|ms| *ms != deadlines[gone]).collect();
        assert_eq!(due(&mut queue, start + 40 * MS), right);
    }
}
