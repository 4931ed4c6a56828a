// Judge of 05/fuse.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use ex05_futures::fuse::Fuse;
use judge::{Checker, CountingWaker, ScriptedFuture, assert_answer};

const MS: Duration = Duration::from_millis(1);

#[test]
fn it_gives_what_the_future_gives() {
    let child = ScriptedFuture::new("a", "value".to_owned())
        .yields(2)
        .sleeps(10 * MS);
    let done = Checker::new().run(Fuse::new(child));
    assert_answer(
        "for a future that is pending, then waits",
        done.output.as_str(),
        "value",
    );
}

#[test]
fn it_is_terminated_when_the_future_has_given_its_output_and_not_before() {
    let waker = CountingWaker::new().waker();
    let mut cx = Context::from_waker(&waker);
    let mut fuse = pin!(Fuse::new(ScriptedFuture::new("a", 5).yields(1)));
    for (case, poll, terminated) in [
        ("polled once", Poll::Pending, false),
        ("polled twice", Poll::Ready(5), true),
        ("polled three times", Poll::Pending, true),
    ] {
        let before = fuse.is_terminated();
        assert_answer(case, fuse.as_mut().poll(&mut cx), poll);
        assert!(
            fuse.is_terminated() == terminated,
            "{case}, the answer says that is_terminated is {}; before the poll it was {before}",
            fuse.is_terminated()
        );
    }
    let unpolled = Fuse::new(ScriptedFuture::new("a", 5)).is_terminated();
    assert!(
        !unpolled,
        "nobody has polled it, and the answer says that it is terminated"
    );
}

#[test]
fn it_is_pending_for_ever_after_and_disturbs_nobody() {
    let counting = CountingWaker::new();
    let waker = counting.waker();
    let mut cx = Context::from_waker(&waker);
    let mut fuse = pin!(Fuse::new(ScriptedFuture::new("a", 5)));
    assert_answer("polled first", fuse.as_mut().poll(&mut cx), Poll::Ready(5));
    for _ in 0..3 {
        let poll = fuse.as_mut().poll(&mut cx);
        assert_answer("polled after Ready", poll, Poll::Pending);
    }
    let (wakes, kept) = (counting.wakes(), counting.kept() - 1); // one is ours
    assert!(
        wakes == 0,
        "polled 3 times after Ready, the answer woke the task {wakes} times: there is nothing to come back for"
    );
    assert!(
        kept == 0,
        "polled after Ready, the answer keeps a waker: there is nothing to wake for"
    );
}

#[test]
fn a_finished_future_is_dropped_at_once_and_an_unfinished_one_is_kept() {
    let child = ScriptedFuture::new("a", 5).yields(1);
    let seen = child.seen();
    let waker = CountingWaker::new().waker();
    let mut cx = Context::from_waker(&waker);
    let mut fuse = pin!(Fuse::new(child));
    assert_answer("polled once", fuse.as_mut().poll(&mut cx), Poll::Pending);
    assert!(
        !seen.dropped(),
        "the future was pending, and the answer dropped it"
    );
    assert_answer("polled twice", fuse.as_mut().poll(&mut cx), Poll::Ready(5));
    assert!(
        seen.dropped(),
        "the future has given its output, and the answer still keeps the future"
    );
}

#[test]
fn two_of_them_can_be_polled_in_a_loop_that_remembers_nothing() {
    let quick = ScriptedFuture::new("quick", 1).sleeps(10 * MS);
    let slow = ScriptedFuture::new("slow", 2)
        .sleeps(10 * MS)
        .sleeps(30 * MS);
    let (mut quick, mut slow) = (pin!(Fuse::new(quick)), pin!(Fuse::new(slow)));
    let mut given = Vec::new();
    let both = poll_fn(|cx| {
        for fuse in [quick.as_mut(), slow.as_mut()] {
            if let Poll::Ready(output) = fuse.poll(cx) {
                given.push(output);
            }
        }
        if quick.is_terminated() && slow.is_terminated() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    });
    Checker::new().run(both).in_time(40 * MS);
    assert_answer("in a loop that polls both", given, vec![1, 2]);
}
