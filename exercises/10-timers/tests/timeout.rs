// Judge of 10/timeout.

use std::time::Duration;

use ex10_timers::timeout::{Elapsed, timeout};
use judge::{Checker, Done, ScriptedFuture, assert_answer, now, sleep, spawn};

const MS: Duration = Duration::from_millis(1);

/// Runs the case with three orders of polling, which must make no difference.
fn checked<T>(case: impl AsyncFn() -> T) -> Done<T> {
    for seed in [2, 3] {
        let _ = Checker::new().seed(seed).run(case());
    }
    Checker::new().seed(1).run(case())
}

/// A future that is ready with 5 after so many milliseconds.
fn after(wait: u32) -> ScriptedFuture<u32> {
    ScriptedFuture::new("the future", 5).sleeps(wait * MS)
}

#[test]
fn what_comes_in_time_is_given_when_it_comes() {
    let done = checked(async || timeout(sleep(50 * MS), after(20)).await);
    let case = "when the future takes 20 ms and the limit is 50 ms";
    assert_answer(case, done.output, Ok(5));
    assert_answer(
        format!("{case}, asked for the time it took"),
        done.took,
        20 * MS,
    );
}

#[test]
fn when_the_time_is_over_it_gives_up() {
    let done = checked(async || timeout(sleep(20 * MS), after(50)).await);
    let case = "when the future takes 50 ms and the limit is 20 ms";
    assert_answer(case, done.output, Err(Elapsed));
    assert_answer(
        format!("{case}, asked for the time it took"),
        done.took,
        20 * MS,
    );
}

#[test]
fn a_future_that_nobody_wakes_is_given_up_as_well() {
    let done =
        checked(async || timeout(sleep(20 * MS), ScriptedFuture::new("stuck", 5).waits()).await);
    assert_answer(
        "when the future is never ready and the limit is 20 ms",
        done.output,
        Err(Elapsed),
    );
}

#[test]
fn what_is_there_is_given_even_if_the_time_is_over() {
    let over = || ScriptedFuture::new("the limit", ());
    let there = || ScriptedFuture::new("the future", 5);
    let done = checked(async || timeout(over(), there()).await);
    assert_answer(
        "when the future is ready at the first poll, and so is the limit",
        done.output,
        Ok(5),
    );
    assert_answer(
        "when the future is ready at the first poll, asked for the number of its own polls",
        done.polls,
        1,
    );
    let done = checked(async || timeout(over().yields(2), there().yields(2)).await);
    assert_answer("when both are ready at the third poll", done.output, Ok(5));
}

#[test]
fn a_limit_of_nothing_gives_the_future_one_poll() {
    let (polls, outcome) = checked(async || {
        let slow = ScriptedFuture::new("slow", 5).waits();
        let seen = slow.seen();
        let outcome = timeout(ScriptedFuture::new("the limit", ()), slow).await;
        (seen.polls(), outcome)
    })
    .output;
    let case = "when the limit is over at once and the future is not ready";
    assert_answer(case, outcome, Err(Elapsed));
    assert!(
        polls > 0,
        "{case}, the answer did not poll the future at all: it goes first"
    );
}

#[test]
fn by_the_time_that_it_gives_up_the_future_has_been_dropped() {
    let dropped = checked(async || {
        let slow = after(50);
        let seen = slow.seen();
        let _ = timeout(sleep(20 * MS), slow).await;
        seen.dropped()
    });
    assert!(
        dropped.output,
        "it gave Elapsed while the future was still there: whoever hears that the time is over counts on its being gone"
    );
}

#[test]
fn a_future_in_time_leaves_no_limit_behind() {
    let dropped = checked(async || {
        let limit = ScriptedFuture::new("the limit", ()).waits();
        let seen = limit.seen();
        let _ = timeout(limit, after(20)).await;
        seen.dropped()
    });
    assert!(
        dropped.output,
        "it gave the future's value while the limit was still there: a timer that nobody waits for stays in the queue"
    );
}

#[test]
fn dropped_while_it_waits_it_drops_both() {
    let (seen, _) = checked(async || {
        let (limit, future) = (
            ScriptedFuture::new("the limit", ()).waits(),
            ScriptedFuture::new("the future", 5).waits(),
        );
        let seen = (limit.seen(), future.seen());
        let waits = spawn("the timeout", timeout(limit, future));
        sleep(10 * MS).await;
        waits.cancel();
        sleep(10 * MS).await;
        ((seen.0.dropped(), seen.1.dropped()), now())
    })
    .output;
    assert_answer(
        "dropped while it waits, asked whether limit and future were dropped",
        seen,
        (true, true),
    );
}

#[test]
fn limits_can_be_nested() {
    for (outer, inner, right) in [
        (50, 20, Ok(Err(Elapsed))),
        (20, 50, Err(Elapsed)),
        (50, 40, Ok(Ok(5))),
    ] {
        let done = checked(async || {
            timeout(sleep(outer * MS), timeout(sleep(inner * MS), after(30))).await
        });
        assert_answer(
            format!(
                "when the future takes 30 ms, with a limit of {inner} ms inside one of {outer} ms"
            ),
            done.output,
            right,
        );
    }
}
