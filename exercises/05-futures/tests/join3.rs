// Judge of 05/join3.

use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use ex05_futures::join3::Join3;
use judge::{Checker, CountingWaker, ScriptedFuture, assert_answer, spawn};

const MS: Duration = Duration::from_millis(1);

#[test]
fn outputs_come_in_the_order_of_the_arguments() {
    for millis in [[10, 20, 30], [30, 20, 10], [20, 30, 10], [20, 10, 30]] {
        let [a, b, c] = millis.map(|millis| millis * MS);
        let done = Checker::new().run(Join3::new(
            ScriptedFuture::new("a", 1).sleeps(a),
            ScriptedFuture::new("b", "two".to_owned()).sleeps(b),
            ScriptedFuture::new("c", '3').sleeps(c),
        ));
        let case = format!("for waits of {a:?}, {b:?} and {c:?}");
        assert_answer(case, done.output, (1, "two".to_owned(), '3'));
    }
}

#[test]
fn it_takes_as_long_as_the_longest() {
    let wait = |name| ScriptedFuture::new(name, ()).sleeps(100 * MS);
    let done = Checker::new().run(Join3::new(wait("a"), wait("b"), wait("c")));
    done.in_time(100 * MS);
}

#[test]
fn all_three_are_polled_in_the_first_poll() {
    let children = ["a", "b", "c"].map(|name| ScriptedFuture::new(name, ()).waits());
    let seen = children.each_ref().map(ScriptedFuture::seen);
    let [a, b, c] = children;
    let mut join = pin!(Join3::new(a, b, c));
    let waker = CountingWaker::new().waker();
    let poll = join.as_mut().poll(&mut Context::from_waker(&waker));
    assert_answer("for three that wait, polled once", poll, Poll::Pending);
    let polls = seen.each_ref().map(|seen| seen.polls());
    assert!(
        polls == [1; 3],
        "polled once, the answer polled a, b and c {polls:?} times; right is once each"
    );
}

#[test]
fn one_poll_is_enough_for_three_that_are_ready() {
    let mut join = pin!(Join3::new(
        ScriptedFuture::new("a", 1),
        ScriptedFuture::new("b", 2),
        ScriptedFuture::new("c", 3),
    ));
    let waker = CountingWaker::new().waker();
    let poll = join.as_mut().poll(&mut Context::from_waker(&waker));
    assert_answer(
        "for three that are ready, polled once",
        poll,
        Poll::Ready((1, 2, 3)),
    );
}

#[test]
fn nobody_is_polled_after_being_ready() {
    for yields in [[0, 2, 4], [4, 0, 2], [2, 4, 0]] {
        let mut number = 0;
        let children = yields.map(|yields| {
            number += 1;
            ScriptedFuture::new(["a", "b", "c"][number - 1], number).yields(yields)
        });
        let seen = children.each_ref().map(ScriptedFuture::seen);
        let [a, b, c] = children;
        let case = format!("for children that are pending {yields:?} times");
        assert_answer(&case, judge::run(Join3::new(a, b, c)), (1, 2, 3));
        let polls = seen.each_ref().map(|seen| seen.polls());
        let right = yields.map(|yields| yields + 1);
        assert!(
            polls == right,
            "{case}, the answer polled them {polls:?} times; right is {right:?}"
        );
    }
}

#[test]
fn each_of_them_can_wake_it() {
    for seed in 0..20 {
        let children = ["a", "b", "c"].map(|name| ScriptedFuture::new(name, name).waits());
        let seen = children.each_ref().map(ScriptedFuture::seen);
        let [a, b, c] = children;
        let done = Checker::new().seed(seed).run(async move {
            for seen in seen {
                spawn("somebody who has the value", async move { seen.release() });
            }
            Join3::new(a, b, c).await
        });
        assert_answer(
            "for three that wait to be woken",
            done.output,
            ("a", "b", "c"),
        );
    }
}
