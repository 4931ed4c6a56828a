//! Nothing happens before somebody polls.

use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ch05_futures::{Countdown, join, map, ready, select, yield_now};
use judge::{CountingWaker, ScriptedFuture};

#[test]
fn calling_an_async_function_runs_nothing_of_it() {
    async fn fetch(started: &Cell<bool>) {
        started.set(true);
    }
    let started = Cell::new(false);
    let mut future = pin!(fetch(&started));
    assert!(!started.get());
    let poll = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!((poll, started.get()), (Poll::Ready(()), true));
}

#[test]
fn making_a_future_of_futures_polls_none_of_them() {
    let children = [(); 5].map(|()| ScriptedFuture::new("child", ()));
    let seen = children.each_ref().map(ScriptedFuture::seen);
    let [a, b, c, d, e] = children;
    let all = (map(a, |()| ()), join(b, c), select(d, e));
    assert_eq!(seen.each_ref().map(|seen| seen.polls()), [0; 5]);
    drop(all);
    assert!(seen.iter().all(|seen| seen.dropped() && seen.polls() == 0));
}

#[test]
fn a_countdown_is_pending_as_often_as_it_says_and_counts_only_when_polled() {
    let counting = CountingWaker::new();
    let waker = counting.waker();
    let mut cx = Context::from_waker(&waker);
    let mut countdown = pin!(Countdown::new(2));
    assert_eq!((countdown.left(), counting.wakes()), (2, 0));
    assert_eq!(countdown.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!((countdown.left(), counting.wakes()), (1, 1));
    assert_eq!(countdown.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(countdown.as_mut().poll(&mut cx), Poll::Ready("lift-off"));
    assert_eq!(
        (countdown.left(), counting.wakes(), counting.kept()),
        (0, 2, 1)
    );
}

#[test]
fn yield_now_is_pending_once_and_ready_is_never() {
    let done = judge::Checker::new().run(yield_now());
    assert_eq!(done.polls, 2);
    let done = judge::Checker::new().run(ready(5));
    assert_eq!((done.output, done.polls), (5, 1));
}

#[test]
fn yield_now_asks_to_be_polled_again_once() {
    let counting = CountingWaker::new();
    let waker = counting.waker();
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(yield_now());
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(counting.wakes(), 1);
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready(()));
    assert_eq!(counting.wakes(), 1);
}

#[test]
fn map_calls_its_function_once_and_only_when_there_is_an_output() {
    let calls = Cell::new(0);
    let mut length = pin!(map(Countdown::new(1), |text: &str| {
        calls.set(calls.get() + 1);
        text.len()
    }));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(length.as_mut().poll(&mut cx), Poll::Pending);
    assert_eq!(calls.get(), 0);
    assert_eq!(length.as_mut().poll(&mut cx), Poll::Ready(8));
    assert_eq!(calls.get(), 1);
}

#[test]
fn a_dropped_map_drops_its_future_and_calls_nothing() {
    let child = ScriptedFuture::new("child", ()).waits();
    let seen = child.seen();
    let mut mapped = Box::pin(map(child, |()| unreachable!("there is no output")));
    let poll = mapped
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert!(poll.is_pending());
    drop(mapped);
    assert!(seen.dropped());
}
