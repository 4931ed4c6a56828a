// Judges 06/counting_waker: every wake is counted, and the first since the last look unparks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, OnceLock};
use std::task::Waker;
use std::thread;
use std::time::Duration;

use ex06_wakers::counting_waker::Bell;
use judge::{assert_answer, within};

const LIMIT: Duration = Duration::from_secs(2);

/// A bell, and how often it has unparked.
fn bell() -> (Arc<Bell>, Arc<AtomicUsize>) {
    let unparks = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&unparks);
    let bell = Bell::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    (bell, unparks)
}

#[test]
fn nothing_has_happened_at_first() {
    let (bell, unparks) = bell();
    let seen = (bell.wakes(), bell.wakers(), bell.take());
    assert_answer(
        "wakes(), wakers() and take() of a new bell",
        seen,
        (0, 0, false),
    );
    assert_answer(
        "unparks by a bell that nobody has rung",
        unparks.load(Ordering::Relaxed),
        0,
    );
}

#[test]
fn every_wake_is_counted() {
    let (bell, _) = bell();
    let waker = Waker::from(Arc::clone(&bell));
    waker.wake_by_ref();
    assert_answer("wakes() after wake_by_ref", bell.wakes(), 1);
    let other = waker.clone();
    other.wake();
    waker.wake();
    assert_answer(
        "wakes() after wake_by_ref and two times wake",
        bell.wakes(),
        3,
    );
}

#[test]
fn the_first_wake_unparks_and_those_after_it_do_not() {
    let (bell, unparks) = bell();
    let waker = Waker::from(Arc::clone(&bell));
    waker.wake_by_ref();
    assert_answer(
        "unparks after the first wake",
        unparks.load(Ordering::Relaxed),
        1,
    );
    for _ in 0..9 {
        waker.wake_by_ref();
    }
    waker.wake();
    let unparks = unparks.load(Ordering::Relaxed);
    assert!(
        unparks == 1,
        "woken 11 times before the executor looked, the answer unparked {unparks} times: once is enough"
    );
}

#[test]
fn after_a_look_the_next_wake_unparks_again() {
    let (bell, unparks) = bell();
    let waker = Waker::from(Arc::clone(&bell));
    for round in 1..=3 {
        waker.wake_by_ref();
        let count = unparks.load(Ordering::Relaxed);
        assert!(
            count == round,
            "in round {round} of wake and look, the answer has unparked {count} times: who has looked sleeps again, and must be unparked again"
        );
        assert_answer("take() after a wake", bell.take(), true);
        assert_answer("take() twice after one wake", bell.take(), false);
        assert_answer("wakes(), all in all, after a look", bell.wakes(), round);
    }
}

#[test]
fn wakers_are_counted() {
    let (bell, _) = bell();
    let first = Waker::from(Arc::clone(&bell));
    let second = first.clone();
    assert_answer("wakers() after one clone", bell.wakers(), 2);
    first.wake_by_ref();
    assert_answer("wakers() after wake_by_ref", bell.wakers(), 2);
    first.wake();
    assert_answer(
        "wakers() after wake, which uses a waker up",
        bell.wakers(),
        1,
    );
    drop(second);
    assert_answer("wakers() after the last was dropped", bell.wakers(), 0);
}

#[test]
fn the_flag_is_up_before_the_executor_is_unparked() {
    let shared: Arc<OnceLock<Arc<Bell>>> = Arc::default();
    let (seen, inner) = (Arc::new(AtomicUsize::new(0)), Arc::clone(&shared));
    let found = Arc::clone(&seen);
    // An executor on another thread may be so fast that it looks before `wake` has returned.
    let bell = Bell::new(move || {
        let rung = inner.get().is_some_and(|bell| bell.take());
        found.store(if rung { 2 } else { 1 }, Ordering::Relaxed);
    });
    assert!(shared.set(Arc::clone(&bell)).is_ok(), "it is set once");
    within(
        LIMIT,
        "wake to return, while the executor that it unparks looks at once (is a lock held while unparking?)",
        move || Waker::from(bell).wake(),
    );
    let seen = seen.load(Ordering::Relaxed);
    assert!(seen != 0, "woken once, the answer has not unparked");
    assert!(
        seen == 2,
        "the executor was unparked, looked at once, and the answer's flag was down: it goes back to sleep, and the wake is lost"
    );
}

#[test]
fn many_threads_make_one_unpark() {
    let (bell, unparks) = bell();
    let given = within(LIMIT, "four threads that wake", move || {
        let start = Arc::new(Barrier::new(4));
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let (waker, start) = (Waker::from(Arc::clone(&bell)), Arc::clone(&start));
                thread::spawn(move || {
                    start.wait();
                    (0..500).for_each(|_| waker.wake_by_ref());
                })
            })
            .collect();
        let failed = threads.into_iter().filter_map(|thread| thread.join().err());
        assert_answer("threads that panicked in wake", failed.count(), 0);
        (bell.wakes(), unparks.load(Ordering::Relaxed), bell.wakers())
    });
    assert_answer(
        "wakes(), unparks and wakers() after 4 threads woke 500 times each",
        given,
        (2000, 1, 0),
    );
}
