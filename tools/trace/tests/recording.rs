//! What a recording holds, whatever made it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use trace::{Clock, Event, Recording, Span, State, Trace, What};

const SECOND: Duration = Duration::from_secs(1);

fn spans_of(recording: &Recording, name: &str) -> Vec<Span> {
    let (lane, _) = recording
        .named_lanes()
        .find(|(_, lane)| *lane == name)
        .expect("the lane is there");
    recording.spans(lane)
}

#[test]
fn an_inner_state_interrupts_the_outer_one() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let lane = trace.lane("thread");
    lane.during(State::Running, "work", || {
        clock.wait(SECOND);
        lane.during(State::Blocked, "read", || clock.wait(SECOND));
        clock.wait(SECOND);
    });
    let spans = spans_of(&trace.finish(), "thread");
    let found: Vec<_> = spans
        .iter()
        .map(|span| (span.state, span.from.as_secs(), span.until.as_secs()))
        .collect();
    assert_eq!(
        found,
        [
            (State::Running, 0, 1),
            (State::Blocked, 1, 2),
            (State::Running, 2, 3)
        ]
    );
}

#[test]
fn a_state_that_was_never_left_lasts_to_the_end() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let (stuck, other) = (trace.lane("stuck"), trace.lane("other"));
    stuck.begin(State::Blocked, "read");
    clock.wait(SECOND * 2);
    other.mark("the end");
    let spans = spans_of(&trace.finish(), "stuck");
    assert_eq!(spans.len(), 1);
    assert_eq!(
        (spans[0].from, spans[0].until),
        (Duration::ZERO, SECOND * 2)
    );
}

#[test]
fn a_panic_ends_the_state_that_it_happened_in() {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let lane = trace.lane("thread");
    let work = || lane.during(State::Running, "work", || panic!("on purpose"));
    catch_unwind(AssertUnwindSafe(work)).expect_err("it panics");
    clock.wait(SECOND);
    lane.mark("later");
    assert_eq!(
        spans_of(&trace.finish(), "thread"),
        [],
        "the work took no time"
    );
}

#[test]
fn threads_that_wait_together_move_the_clock_once() {
    let clock = Clock::scaled(1000);
    let start = Arc::new(Barrier::new(3));
    let waits = [1, 2, 3].map(|seconds| {
        let (clock, start) = (clock.clone(), start.clone());
        thread::spawn(move || {
            let from = clock.now();
            start.wait();
            clock.wait_from(from, SECOND * seconds);
        })
    });
    waits
        .into_iter()
        .for_each(|wait| wait.join().expect("no panic"));
    assert_eq!(clock.now(), SECOND * 3);
}

#[test]
fn events_stand_in_the_order_of_their_times() {
    let trace = Trace::new(Clock::real());
    let lanes = ["a", "b", "c"].map(|name| trace.lane(name));
    let threads = lanes
        .map(|lane| thread::spawn(move || (0..200).for_each(|count| lane.mark(count.to_string()))));
    threads
        .into_iter()
        .for_each(|thread| thread.join().expect("no panic"));
    let events = trace.finish().events;
    assert_eq!(events.len(), 600);
    assert!(events.is_sorted_by_key(|event| event.at));
    let firsts = events
        .iter()
        .filter(|Event { what, .. }| *what == What::Mark("0".into()));
    assert_eq!(firsts.count(), 3);
}
