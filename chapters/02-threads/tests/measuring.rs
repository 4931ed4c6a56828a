//! What measures is itself tested, but for the numbers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ch02_threads::{Memory, count_primes, memory, switch, waiting_threads};
use judge::within;

const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn waiting_threads_are_started_measured_and_let_go() {
    let cost = within(LIMIT, "fifty threads to end", || waiting_threads(50));
    let cost = cost.expect("fifty threads are there");
    assert!(cost.started_in > Duration::ZERO);
    assert_eq!(cost.memory.is_some(), cfg!(target_os = "linux"));
}

#[test]
fn no_threads_at_all_is_a_number_too() {
    within(LIMIT, "nothing", || waiting_threads(0)).expect("nothing can be refused");
}

#[test]
fn two_threads_take_turns_to_the_end() {
    let prepared = AtomicUsize::new(0);
    let cost = switch(100, || {
        prepared.fetch_add(1, Ordering::Relaxed);
    });
    assert!(cost.wall > Duration::ZERO);
    assert_eq!(prepared.into_inner(), 2);
}

#[test]
#[should_panic(expected = "at least one round")]
fn an_average_of_nothing_is_refused() {
    switch(0, || {});
}

#[test]
fn growth_is_a_difference_and_never_negative() {
    let [small, large] = [10, 30].map(|kib| Memory {
        resident: kib,
        reserved: 2 * kib,
    });
    let grown = Memory {
        resident: 20,
        reserved: 40,
    };
    assert_eq!(large.since(small), grown);
    assert_eq!(small.since(large).resident, 0);
    assert!(memory().is_none_or(|now| now.reserved > now.resident && now.resident > 0));
}

#[test]
fn primes_are_counted_below_the_limit() {
    let counts = [0, 2, 3, 4, 5, 26, 100, 1000].map(count_primes);
    assert_eq!(counts, [0, 0, 1, 2, 2, 9, 25, 168]);
}
