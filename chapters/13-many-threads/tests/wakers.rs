//! Wakers that outlive what they wake.

use std::future::poll_fn;
use std::sync::{Arc, mpsc};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use ch13_many_threads::Executor;

/// Wakers of a task that has ended, of one that was dropped with its executor, and of `main`; all of their threads are gone.
fn stale() -> Vec<Waker> {
    let (give, given) = mpsc::channel();
    let thread = thread::spawn(move || {
        let mains = give.clone();
        let executor = Executor::new(2);
        for polls in [1, 2] {
            let give = give.clone();
            let mut left = polls;
            let task = executor.spawn(poll_fn(move |cx| {
                let _ = give.send(cx.waker().clone());
                left -= 1;
                if left == 0 {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            }));
            if polls == 1 {
                ch06_wakers::block_on(task).expect("it does not panic");
            }
        }
        executor.block_on(poll_fn(move |cx| {
            let _ = mains.send(cx.waker().clone());
            Poll::Ready(())
        }));
    });
    thread.join().expect("it does not panic");
    given.into_iter().collect()
}

#[test]
fn a_waker_that_outlives_task_executor_and_thread_is_harmless() {
    let wakers = judge::within(Duration::from_secs(20), "the executor to end", stale);
    assert!((2..=4).contains(&wakers.len()), "{}", wakers.len());
    for waker in &wakers {
        waker.wake_by_ref();
        let clone = waker.clone();
        clone.wake();
    }
    let elsewhere = wakers.clone();
    let thread = thread::spawn(move || elsewhere.into_iter().for_each(Waker::wake));
    thread.join().expect("nothing happens");
}

#[test]
fn a_stale_waker_keeps_neither_the_future_nor_the_result() {
    let wakers = judge::within(Duration::from_secs(20), "the executor to end", || {
        let (future, result) = (Arc::new(()), Arc::new(()));
        let (give, given) = mpsc::channel::<Waker>();
        let executor = Executor::new(1);
        let (in_future, in_result) = (Arc::clone(&future), Arc::clone(&result));
        drop(executor.spawn(poll_fn(move |cx| {
            let _kept = &in_future;
            let _ = give.send(cx.waker().clone());
            Poll::Ready(Arc::clone(&in_result))
        })));
        let waker = given.recv().expect("it is polled");
        drop(executor);
        assert_eq!(
            (Arc::strong_count(&future), Arc::strong_count(&result)),
            (1, 1)
        );
        waker
    });
    wakers.wake();
}
