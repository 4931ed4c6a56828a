//! Two recordings compared: the first step that differs is told.

use std::panic::catch_unwind;

use judge::{ScriptedFuture, assert_same_trace};
use trace::{Clock, Recording, lane, record};

/// `b` waits for `a`, which is pending so often.
fn waits(times: usize) -> Recording {
    record(Clock::manual(), || {
        let a = lane("a", ScriptedFuture::new("a", 1).yields(times));
        judge::run(lane("b", a))
    })
    .1
}

fn complaint(given: &Recording, right: &Recording) -> String {
    let compared = catch_unwind(|| assert_same_trace("in this case", given, right));
    let panic = compared.expect_err("they differ");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn equal_traces_pass_whatever_the_times() {
    let later = Clock::manual();
    later.advance_to(std::time::Duration::from_secs(1));
    let at = |clock| record(clock, || drop(lane("a", async {}))).1;
    assert_same_trace("in this case", &at(Clock::manual()), &at(later));
}

#[test]
fn the_first_difference_is_told() {
    assert_eq!(
        complaint(&waits(1), &waits(0)),
        "in this case: in the answer, after \"`a` is polled\" comes \"`a` is woken\"; right is \"`a` is ready\""
    );
}

#[test]
fn a_trace_that_ends_early_differs_and_so_does_one_that_goes_on() {
    let empty = record(Clock::manual(), || ()).1;
    assert_eq!(
        complaint(&empty, &waits(0)),
        "in this case: in the answer, it begins with \"nothing more happens\"; right is \"`a` is made\""
    );
    let made = complaint(&waits(0), &empty);
    assert!(
        made.ends_with("right is \"nothing more happens\""),
        "{made}"
    );
}
