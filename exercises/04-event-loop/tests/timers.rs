// Judge of 04/timers.

use std::rc::Rc;
use std::time::{Duration, Instant};

use ex04_event_loop::timers::Timers;
use judge::{VirtualClock, assert_answer};

const MS: Duration = Duration::from_millis(1);

/// All that is due at `now`, in the order in which the answer gives it.
fn take_all<T>(timers: &mut Timers<T>, now: Instant) -> Vec<T> {
    let most = 1000;
    let due: Vec<T> = std::iter::from_fn(|| timers.take_due(now))
        .take(most)
        .collect();
    assert!(
        due.len() < most,
        "the answer gives one due timer after the other and never ends"
    );
    due
}

#[test]
fn it_gives_what_is_due_in_the_order_of_time() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    for delay in [30, 10, 50, 20, 40] {
        timers.set(clock.now() + delay * MS, delay);
    }
    clock.advance(30 * MS);
    assert_answer(
        "with timers of 30, 10, 50, 20 and 40 ms, after 30 ms",
        take_all(&mut timers, clock.now()),
        vec![10, 20, 30],
    );
    clock.advance(100 * MS);
    assert_answer(
        "with timers of 50 and 40 ms left, after 130 ms",
        take_all(&mut timers, clock.now()),
        vec![40, 50],
    );
    assert_answer(
        "with all timers taken, as its length",
        (timers.len(), timers.is_empty()),
        (0, true),
    );
}

#[test]
fn it_is_never_early_and_not_late_either() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    let due = clock.now() + 10 * MS;
    timers.set(due, "timer");
    let early = due - Duration::from_nanos(1);
    assert_answer("a nanosecond before its time", timers.take_due(early), None);
    assert_answer(
        "at its time, to the nanosecond",
        timers.take_due(due),
        Some("timer"),
    );
}

#[test]
fn timers_due_together_come_in_the_order_in_which_they_were_set() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    let due = clock.now() + 10 * MS;
    let names: Vec<usize> = (1..=20).collect();
    for name in &names {
        timers.set(due, *name);
    }
    timers.set(due - MS, 0);
    let right: Vec<usize> = (0..=20).collect();
    assert_answer(
        "with twenty timers due at the same moment, and one before",
        take_all(&mut timers, due),
        right,
    );
}

#[test]
fn a_cancelled_timer_is_never_due() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    let due = clock.now() + 10 * MS;
    let handles = ["one", "two", "three"].map(|name| timers.set(due, name));
    assert_answer(
        "to the cancelling of the second of three due together",
        timers.cancel(&handles[1]),
        Some("two"),
    );
    assert_answer(
        "to the cancelling of a timer that is cancelled",
        timers.cancel(&handles[1]),
        None,
    );
    assert_answer(
        "with one of three cancelled, as its length",
        (timers.len(), timers.is_empty()),
        (2, false),
    );
    assert_answer(
        "with the second of three cancelled",
        take_all(&mut timers, due),
        vec!["one", "three"],
    );
}

#[test]
fn a_cancelled_timer_keeps_nobody_from_sleeping() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    let now = clock.now();
    assert_answer(
        "without timers, as the time to sleep",
        timers.time_to_sleep(now),
        None,
    );
    let first = timers.set(now + 10 * MS, "first");
    let second = timers.set(now + 30 * MS, "second");
    assert_answer(
        "with timers in 10 and 30 ms, as the time to sleep",
        timers.time_to_sleep(now),
        Some(10 * MS),
    );
    timers.cancel(&first);
    assert_answer(
        "with the one in 10 ms cancelled, as the time to sleep",
        timers.time_to_sleep(now),
        Some(30 * MS),
    );
    timers.cancel(&second);
    assert_answer(
        "with both cancelled, as the time to sleep",
        timers.time_to_sleep(now),
        None,
    );
}

#[test]
fn with_a_timer_overdue_there_is_no_time_to_sleep() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    timers.set(clock.now() + 10 * MS, "timer");
    for late in [10, 11, 5000] {
        let now = clock.now() + late * MS;
        assert_answer(
            format!("{late} ms after a timer of 10 ms was set, as the time to sleep"),
            timers.time_to_sleep(now),
            Some(Duration::ZERO),
        );
    }
}

#[test]
fn a_handle_means_one_timer_and_no_other() {
    let (mut timers, clock) = (Timers::new(), VirtualClock::new());
    let due = clock.now();
    let taken = timers.set(due, "taken");
    assert_answer(
        "of one timer that is due",
        timers.take_due(due),
        Some("taken"),
    );
    let waiting = timers.set(due, "waiting");
    assert!(
        taken != waiting,
        "the answer gave the same handle to two timers: {taken:?}"
    );
    assert_answer(
        "to the cancelling of a timer that was taken",
        timers.cancel(&taken),
        None,
    );
    assert_answer(
        "with an old handle cancelled",
        take_all(&mut timers, due),
        vec!["waiting"],
    );
}

#[test]
fn cancelled_timers_leave_nothing_behind() {
    let (mut timers, clock) = (Timers::default(), VirtualClock::new());
    let held = Rc::new("a connection, say");
    for number in 0..1000_u32 {
        let handle = timers.set(clock.now() + number * MS, Rc::clone(&held));
        drop(timers.cancel(&handle));
        let kept = Rc::strong_count(&held) - 1;
        assert!(
            kept == 0,
            "a timer was cancelled, and the answer still keeps what it holds"
        );
    }
    assert_answer(
        "with a thousand timers set and cancelled, as its length",
        timers.len(),
        0,
    );
    assert_answer(
        "with a thousand timers set and cancelled, as the time to sleep",
        timers.time_to_sleep(clock.now()),
        None,
    );
}
