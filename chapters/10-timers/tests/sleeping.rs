//! Sleeps on chapter 07's executor, and what a dropped one leaves behind: nothing.

use std::cell::RefCell;
use std::future::pending;
use std::panic::catch_unwind;
use std::pin::pin;
use std::rc::Rc;
use std::task::Context;
use std::time::Duration;

use ch07_executor::{CancelOnDrop, spawn, yield_now};
use ch10_timers::{Sleep, VirtualClock, armed, block_on_virtual, now, sleep, sleep_until};
use judge::{CountingWaker, within};

const MS: Duration = Duration::from_millis(1);

/// Runs the test in virtual time, with a limit in real time; gives what it gave, and the time it took.
fn bounded<T: Send + 'static>(
    test: impl AsyncFnOnce(VirtualClock) -> T + Send + 'static,
) -> (T, Duration) {
    within(Duration::from_secs(10), "virtual time to pass", || {
        let clock = VirtualClock::new();
        let output = block_on_virtual(&clock, test(clock.clone()));
        (output, clock.passed())
    })
}

#[test]
fn a_sleep_takes_its_time() {
    let ((), took) = bounded(async |_| sleep(30 * MS).await);
    assert_eq!(took, 30 * MS);
}

#[test]
fn sleeps_of_several_tasks_overlap() {
    let (order, took) = bounded(async |_| {
        let order = Rc::new(RefCell::new(Vec::new()));
        let tasks = [30, 10, 20].map(|wait| {
            let order = Rc::clone(&order);
            spawn(async move {
                sleep(wait * MS).await;
                order.borrow_mut().push(wait);
            })
        });
        for task in tasks {
            task.await.expect("a sleep does not panic");
        }
        order.take()
    });
    assert_eq!((order, took), (vec![10, 20, 30], 30 * MS));
}

#[test]
fn a_sleep_is_counted_from_its_call() {
    let ((), took) = bounded(async |clock| {
        let sleep = sleep(30 * MS);
        clock.advance(20 * MS);
        sleep.await;
    });
    assert_eq!(took, 30 * MS);
}

#[test]
fn a_sleep_until_the_past_takes_one_turn_and_no_time() {
    let (order, took) = bounded(async |clock| {
        let order = Rc::new(RefCell::new(Vec::new()));
        let begin = now();
        clock.advance(5 * MS);
        let other = Rc::clone(&order);
        spawn(async move { other.borrow_mut().push("other") });
        sleep_until(begin).await;
        order.borrow_mut().push("main");
        order.take()
    });
    assert_eq!((order, took), (vec!["other", "main"], 5 * MS));
}

#[test]
fn a_sleep_of_part_of_a_millisecond_is_rounded_up() {
    let ((), took) = bounded(async |_| sleep(Duration::from_micros(1)).await);
    assert_eq!(took, MS);
}

#[test]
fn a_sleep_longer_than_any_clock_runs_can_be_made() {
    let (deadline, _) = bounded(async |_| {
        let for_ever = sleep(Duration::MAX);
        for_ever.deadline() - now()
    });
    assert!(deadline > Duration::from_secs(1_000_000));
}

#[test]
fn a_dropped_sleep_leaves_no_timer_and_no_waker() {
    let (counts, took) = bounded(async |_| {
        let counting = CountingWaker::new();
        let mut slept = pin!(sleep(10 * MS));
        let poll = |mut sleep: Sleep| {
            let mut pinned = pin!(&mut sleep);
            let _ = pinned
                .as_mut()
                .poll(&mut Context::from_waker(&counting.waker()));
            sleep
        };
        let never_polled = sleep(1000 * MS);
        let before = armed();
        let polled: Vec<_> = (1..=100).map(|n| poll(sleep(1000 * n * MS))).collect();
        let during = (armed(), counting.kept());
        drop((polled, never_polled));
        let after = (armed(), counting.kept());
        slept.as_mut().await;
        (before, during, after, armed(), counting.wakes())
    });
    assert_eq!(counts, (0, (100, 100), (0, 0), 0, 0));
    assert_eq!(took, 10 * MS, "nobody waits for a sleep that was dropped");
}

#[test]
fn a_cancelled_task_takes_its_timer_along() {
    let (counts, took) = bounded(async |_| {
        let task = CancelOnDrop(spawn(sleep(1000 * MS)));
        yield_now().await;
        let before = armed();
        drop(task);
        yield_now().await;
        (before, armed())
    });
    assert_eq!((counts, took), ((1, 0), Duration::ZERO));
}

#[test]
fn only_the_newest_waker_is_woken() {
    let (counts, _) = bounded(async |_| {
        let wakers = [CountingWaker::new(), CountingWaker::new()];
        let mut sleep_10 = pin!(sleep(10 * MS));
        for counting in &wakers {
            let waker = counting.waker();
            assert!(
                sleep_10
                    .as_mut()
                    .poll(&mut Context::from_waker(&waker))
                    .is_pending()
            );
        }
        let kept = wakers.each_ref().map(CountingWaker::kept);
        sleep(20 * MS).await;
        (kept, wakers.each_ref().map(CountingWaker::wakes))
    });
    assert_eq!(counts, ([0, 1], [0, 1]));
}

#[test]
fn a_sleep_that_is_over_stays_over() {
    bounded(async |_| {
        let mut slept = pin!(sleep(10 * MS));
        slept.as_mut().await;
        slept.as_mut().await;
    });
}

#[test]
fn a_sleep_can_be_moved_while_somebody_waits_for_it() {
    let (wakes, took) = bounded(async |_| {
        let counting = CountingWaker::new();
        let mut moved = pin!(sleep(10 * MS));
        let begin = now();
        moved.as_mut().reset(begin + 20 * MS); // not polled yet
        let poll = |sleep: std::pin::Pin<&mut Sleep>| {
            sleep
                .poll(&mut Context::from_waker(&counting.waker()))
                .is_ready()
        };
        assert!(!poll(moved.as_mut()));
        moved.as_mut().reset(begin + 50 * MS);
        assert_eq!((armed(), moved.deadline()), (1, begin + 50 * MS));
        sleep(40 * MS).await;
        let early = counting.wakes();
        sleep(20 * MS).await;
        assert!(poll(moved.as_mut()));
        moved.as_mut().reset(now() + 5 * MS); // it was over
        assert_eq!(armed(), 0);
        moved.await;
        (early, counting.wakes())
    });
    assert_eq!((wakes, took), ((0, 1), 65 * MS));
}

#[test]
fn a_busy_executor_still_wakes_who_is_due() {
    let (late, _) = bounded(async |clock| {
        let sleeper = spawn(async {
            let deadline = now() + 10 * MS;
            sleep_until(deadline).await;
            now() - deadline
        });
        for _ in 0..100 {
            clock.advance(MS);
            yield_now().await;
        }
        assert!(sleeper.is_finished(), "it was due 90 turns ago");
        sleeper.await.expect("it has ended")
    });
    assert_eq!(
        late, MS,
        "found in the next turn, and heard in the one after"
    );
}

#[test]
fn a_program_that_waits_for_nothing_is_told() {
    let stuck = catch_unwind(|| bounded(async |_| pending::<()>().await));
    let panic = stuck.expect_err("it cannot end");
    let words = panic.downcast_ref::<String>().expect("a sentence");
    assert!(
        words.contains("nobody is ready and no timer is set"),
        "{words}"
    );
}
