// Judge of 05/timeout_polls.

use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use ex05_futures::timeout_polls::{Elapsed, TimeoutPolls};
use judge::{Checker, CountingWaker, ScriptedFuture, assert_answer, spawn};

const MS: Duration = Duration::from_millis(1);

#[test]
fn patience_ends_with_one_pending_too_many() {
    for limit in 0..5 {
        let child = ScriptedFuture::new("the future", "value").yields(limit + 1);
        let case = format!(
            "with a limit of {limit}, for a future that is pending {} times",
            limit + 1
        );
        let given = judge::run(TimeoutPolls::new(limit, child));
        assert_answer(case, given, Err(Elapsed));
    }
    let child = ScriptedFuture::new("the future", "value").yields(500);
    let given = judge::run(TimeoutPolls::new(3, child));
    let case = "with a limit of 3, for a future that is pending 500 times";
    assert_answer(case, given, Err(Elapsed));
}

#[test]
fn the_future_is_asked_first() {
    for limit in 0..5 {
        let child = ScriptedFuture::new("the future", "value").yields(limit);
        let case = format!("with a limit of {limit}, for a future that is pending {limit} times");
        let given = judge::run(TimeoutPolls::new(limit, child));
        assert_answer(case, given, Ok("value"));
    }
}

#[test]
fn one_poll_of_it_is_one_poll_of_the_future() {
    let child = ScriptedFuture::new("the future", ()).yields(10);
    let seen = child.seen();
    let waker = CountingWaker::new().waker();
    let mut cx = Context::from_waker(&waker);
    let mut timeout = pin!(TimeoutPolls::new(2, child));
    for (polled, right) in [
        (1, Poll::Pending),
        (2, Poll::Pending),
        (3, Poll::Ready(Err(Elapsed))),
    ] {
        let case = format!("with a limit of 2, polled {polled} times");
        let poll = timeout.as_mut().poll(&mut cx);
        let polls = seen.polls();
        assert!(
            polls == polled,
            "{case}, the answer polled the future {polls} times"
        );
        assert_answer(case, poll, right);
    }
}

#[test]
fn time_spent_waiting_costs_no_patience() {
    let child = ScriptedFuture::new("the future", "value").sleeps(100 * MS);
    let done = Checker::new().run(TimeoutPolls::new(1, child));
    let case = "with a limit of 1, for a future that waits 100 ms";
    assert_answer(case, done.output, Ok("value"));
}

#[test]
fn the_future_can_wake_it() {
    let child = ScriptedFuture::new("the future", "value").waits();
    let seen = child.seen();
    let given = judge::run(async move {
        spawn("somebody who has the value", async move { seen.release() });
        TimeoutPolls::new(5, child).await
    });
    assert_answer("for a future that waits to be woken", given, Ok("value"));
}
