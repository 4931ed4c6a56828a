//! What a run of the checking executor promises: order by seed, virtual time, wakes from threads, nothing left behind.

use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::catch_unwind;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use judge::{Checker, CountingWaker, ScriptedFuture, now, run, sleep, spawn};

const MS: Duration = Duration::from_millis(1);

#[test]
fn the_seed_decides_the_order_and_repeats_it() {
    let order_with = |seed| {
        let order = Rc::new(RefCell::new(Vec::new()));
        let seen = Rc::clone(&order);
        let done = Checker::new().seed(seed).run(async move {
            let tasks: Vec<_> = (0..6)
                .map(|number| {
                    let order = Rc::clone(&order);
                    spawn("one of six", async move { order.borrow_mut().push(number) })
                })
                .collect();
            for task in tasks {
                task.await;
            }
        });
        assert_eq!(done.took, Duration::ZERO);
        seen.take()
    };
    assert_eq!(order_with(3), order_with(3));
    let orders: std::collections::HashSet<_> = (0..20).map(order_with).collect();
    assert!(orders.len() > 10, "20 seeds gave {} orders", orders.len());
}

#[test]
fn sleepers_that_are_due_together_are_woken_in_the_order_of_their_polls_and_time_does_not_pass() {
    let done = Checker::new().run(async {
        let tasks: Vec<_> = (0..100).map(|_| spawn("sleeper", sleep(50 * MS))).collect();
        for task in tasks {
            task.await;
        }
        now()
    });
    assert_eq!((done.output, done.took), (50 * MS, 50 * MS));
}

#[test]
fn a_dropped_sleep_leaves_no_timer() {
    let done = Checker::new().run(async {
        let mut long = Box::pin(sleep(1000 * MS));
        poll_fn(|cx| {
            assert!(long.as_mut().poll(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        drop(long);
        sleep(MS).await;
    });
    assert_eq!(done.took, MS);
}

#[test]
fn a_wake_from_another_thread_is_waited_for_with_patience() {
    let from_a_thread = || {
        let mut started = false;
        poll_fn(move |cx: &mut Context<'_>| {
            if started {
                return Poll::Ready("woken");
            }
            started = true;
            let waker = cx.waker().clone();
            thread::spawn(move || waker.wake());
            Poll::Pending
        })
    };
    let patient = Checker::new().patience(Duration::from_secs(5));
    assert_eq!(patient.run(from_a_thread()).output, "woken");
}

#[test]
fn leaving_a_run_drops_what_is_unfinished_inside_it() {
    let left = ScriptedFuture::new("left", ()).sleeps(1000 * MS);
    let seen = left.seen();
    run(async {
        spawn("left", left);
        sleep(MS).await;
    });
    assert_eq!(
        (seen.polls(), seen.finished(), seen.dropped()),
        (1, false, true)
    );
}

#[test]
fn a_released_wait_ends_and_wakes() {
    let future = ScriptedFuture::new("gate", 7).waits();
    let seen = future.seen();
    let done = Checker::new().run(async move {
        let task = spawn("waiter", future);
        sleep(20 * MS).await;
        assert!(!task.is_finished());
        seen.release();
        task.await
    });
    assert_eq!((done.output, done.took), (7, 20 * MS));
}

#[test]
fn a_counting_waker_stands_in_for_an_executor() {
    let hand = CountingWaker::new();
    let mut future = pin!(ScriptedFuture::new("a", "value").yields(1).waits());
    let seen = future.seen();
    let waker = hand.waker();
    let mut cx = Context::from_waker(&waker);
    assert!(future.as_mut().poll(&mut cx).is_pending());
    assert_eq!((hand.wakes(), hand.kept()), (1, 1));
    assert!(future.as_mut().poll(&mut cx).is_pending());
    assert_eq!((hand.wakes(), hand.kept()), (1, 2));
    seen.release();
    assert_eq!((hand.wakes(), hand.kept()), (2, 1));
    assert_eq!(future.as_mut().poll(&mut cx), Poll::Ready("value"));
}

#[test]
fn asking_outside_a_run_is_told() {
    let said = catch_unwind(now).expect_err("there is no run");
    let said = said.downcast::<String>().expect("a sentence");
    assert_eq!(
        *said,
        "judge::now is asked outside a run: call it from a future that judge::run drives"
    );
}
