//! A promise as a future: who is woken, and who is not.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use ch06_wakers::{Calls, Promise, turn};
use judge::CountingWaker;

type Numbers = Promise<u32, &'static str>;

fn promise(calls: &Calls) -> Numbers {
    Promise::new(calls, |_| ())
}

#[test]
fn awaiting_wakes_in_the_turn_after_the_result() {
    let calls = Calls::default();
    let promise = promise(&calls);
    let waker = CountingWaker::new();
    let mut awaited = pin!(promise.clone());
    assert!(poll(awaited.as_mut(), &waker).is_pending());
    promise.set_result(5).expect("pending");
    assert_eq!(waker.wakes(), 0);
    turn(&calls);
    assert_eq!(waker.wakes(), 1);
    assert_eq!(poll(awaited, &waker), Poll::Ready(Ok(5)));
}

#[test]
fn only_the_newest_waker_is_kept_and_none_of_a_dropped_await() {
    let calls = Calls::default();
    let promise = promise(&calls);
    let (old, new, other) = (
        CountingWaker::new(),
        CountingWaker::new(),
        CountingWaker::new(),
    );
    let mut gone = Box::pin(promise.clone());
    let mut awaited = pin!(promise.clone());
    assert!(poll(gone.as_mut(), &other).is_pending());
    assert!(poll(awaited.as_mut(), &old).is_pending());
    assert!(poll(awaited.as_mut(), &new).is_pending());
    drop(gone);
    assert_eq!((old.kept(), new.kept(), other.kept()), (0, 1, 0));
    promise.set_result(1).expect("pending");
    turn(&calls);
    assert_eq!((old.wakes(), new.wakes(), other.wakes()), (0, 1, 0));
}

#[test]
fn many_can_await_one_promise() {
    let calls = Calls::default();
    let promise = promise(&calls);
    let sum = judge::run(async {
        let waiters = ["a", "b", "c"].map(|name| judge::spawn(name, promise.clone()));
        judge::sleep(Duration::from_millis(10)).await; // they have asked by now
        promise.set_result(2).expect("pending");
        turn(&calls);
        let mut sum = 0;
        for waiter in waiters {
            sum += waiter.await.expect("it has a result");
        }
        sum
    });
    assert_eq!(sum, 6);
}

fn poll(promise: Pin<&mut Numbers>, waker: &CountingWaker) -> Poll<<Numbers as Future>::Output> {
    promise.poll(&mut Context::from_waker(&waker.waker()))
}
