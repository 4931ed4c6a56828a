//! Parking, and the `block_on` that stands on it.

use std::future::{pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use ch06_wakers::{Park, ThreadPark, Unparker, block_on, drive};
use judge::within;

const LIMIT: Duration = Duration::from_secs(5);

#[test]
fn an_unpark_before_the_park_is_not_lost() {
    within(LIMIT, "park to return", || {
        let mut park = ThreadPark::new();
        park.unparker().unpark();
        park.park(None);
    });
}

#[test]
fn many_unparks_count_as_one() {
    within(LIMIT, "two parks to return", || {
        let mut park = ThreadPark::new();
        let unparker = park.unparker();
        for _ in 0..3 {
            unparker.unpark();
        }
        park.park(None);
        let (timeout, start) = (Duration::from_millis(5), Instant::now());
        park.park(Some(timeout)); // no token is left: only the time ends it
        assert!(start.elapsed() >= timeout);
    });
}

#[test]
fn an_unpark_from_another_thread_ends_the_sleep() {
    within(LIMIT, "park to return", || {
        let mut park = ThreadPark::new();
        let unparker = park.unparker();
        let helper = thread::spawn(move || unparker.unpark());
        park.park(None);
        helper.join().expect("it does not panic");
    });
}

#[test]
fn somebody_elses_unpark_of_the_thread_is_not_ours() {
    within(LIMIT, "park to return", || {
        let mut park = ThreadPark::new();
        let (timeout, start) = (Duration::from_millis(5), Instant::now());
        thread::current().unpark(); // std's token, not the park's
        park.park(Some(timeout));
        assert!(start.elapsed() >= timeout);
    });
}

#[test]
fn a_token_spares_the_sleep_even_with_a_timeout_of_zero() {
    let mut park = ThreadPark::new();
    park.park(Some(Duration::ZERO)); // back at once: no time to sleep
    park.unparker().unpark();
    park.park(Some(LIMIT * 1000)); // back at once: a token
    park.unparker().unpark();
    park.park(Some(Duration::MAX)); // no end that a clock could show
}

#[test]
fn an_unparker_of_another_kind_is_a_waker() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let unparker = Unparker::new(move || sender.send("unparked").expect("it is received"));
    let waker = Waker::from(unparker.clone());
    assert!(waker.will_wake(&waker.clone()));
    waker.wake_by_ref();
    waker.wake();
    unparker.unpark();
    assert_eq!(receiver.try_iter().count(), 3);
}

#[test]
fn block_on_gives_the_output() {
    assert_eq!(block_on(ready(5)), 5);
}

#[test]
fn block_on_polls_again_when_it_is_woken_and_not_before() {
    let polls = within(LIMIT, "block_on to return", || {
        let mut polls = 0;
        block_on(poll_fn(|cx| {
            polls += 1;
            if polls == 3 {
                return Poll::Ready(polls);
            }
            let waker = cx.waker().clone();
            thread::spawn(move || waker.wake());
            Poll::Pending
        }))
    });
    assert_eq!(polls, 3);
}

#[test]
fn a_wake_during_the_poll_is_not_lost() {
    within(LIMIT, "block_on to return", || {
        let mut woken = false;
        block_on(poll_fn(|cx| {
            if std::mem::replace(&mut woken, true) {
                return Poll::Ready(());
            }
            let waker = cx.waker().clone();
            // The wake has happened when the poll returns, and so before the thread parks.
            thread::spawn(move || waker.wake())
                .join()
                .expect("no panic");
            Poll::Pending
        }));
    });
}

#[test]
fn block_on_inside_block_on_is_told() {
    let nested = catch_unwind(|| block_on(async { block_on(ready(())) }));
    let panic = nested.expect_err("it panics");
    assert_eq!(
        *panic.downcast_ref::<&str>().expect("a sentence"),
        "block_on called inside block_on: this thread already drives a future"
    );
    assert_eq!(block_on(ready(1)), 1); // and the thread is free again
}

#[test]
fn block_on_of_another_thread_is_nothing_to_us() {
    let inner = || thread::spawn(|| block_on(ready(7))).join();
    assert_eq!(block_on(async { inner().expect("no panic") }), 7);
}

/// A park that gives up instead of sleeping, and counts.
struct Impatient(usize);

impl Park for Impatient {
    fn park(&mut self, timeout: Option<Duration>) {
        assert_eq!(timeout, None);
        self.0 += 1;
        assert!(self.0 < 3, "asleep for the third time");
    }

    fn unparker(&self) -> Unparker {
        Unparker::new(|| ())
    }
}

#[test]
fn drive_parks_once_between_two_polls() {
    let mut park = Impatient(0);
    let driven = catch_unwind(AssertUnwindSafe(|| drive(&mut park, pending::<()>())));
    driven.expect_err("the future is never ready");
    assert_eq!(park.0, 3);
}
