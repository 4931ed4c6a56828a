// Judges 06/event: a flag that many can wait for.

use std::cell::RefCell;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use ex06_wakers::event::{Event, Wait};
use judge::{Checker, CountingWaker, assert_answer};

const MS: Duration = Duration::from_millis(1);

fn poll(wait: Pin<&mut Wait>, waker: &Waker) -> Poll<()> {
    wait.poll(&mut Context::from_waker(waker))
}

/// A wait that was polled and is pending, with its waker.
fn waiting(event: &Event) -> (Pin<Box<Wait>>, CountingWaker) {
    let (mut wait, waker) = (Box::pin(event.wait()), CountingWaker::new());
    let polled = poll(wait.as_mut(), &waker.waker());
    assert_answer(
        "waiting for an event that is not set",
        polled,
        Poll::Pending,
    );
    (wait, waker)
}

#[test]
fn the_flag_is_set_and_taken_back() {
    let event = Event::new();
    assert_answer("is_set of a new event", event.is_set(), false);
    event.set();
    assert_answer("is_set after set", event.clone().is_set(), true);
    event.set();
    assert_answer("is_set after another set", event.is_set(), true);
    event.clear();
    assert_answer("is_set after clear", event.is_set(), false);
}

#[test]
fn who_comes_late_passes_at_once() {
    let event = Event::new();
    event.set();
    let done = Checker::new().run(event.wait());
    assert_answer(
        "the number of polls to pass an event that is set",
        done.polls,
        1,
    );
    assert_answer("waiters of an event that is set", event.waiters(), 0);
}

#[test]
fn set_wakes_everybody_who_waits() {
    let event = Event::new();
    let mut waits: Vec<_> = (0..3).map(|_| waiting(&event)).collect();
    assert_answer("waiters() with three that wait", event.waiters(), 3);
    event.set();
    let wakes: Vec<_> = waits.iter().map(|(_, waker)| waker.wakes()).collect();
    assert!(
        wakes == [1, 1, 1],
        "three wait, and set woke them {wakes:?} times: everybody is let through, and nobody twice"
    );
    for (wait, _) in &mut waits {
        assert_answer(
            "polled after set",
            poll(wait.as_mut(), Waker::noop()),
            Poll::Ready(()),
        );
    }
}

#[test]
fn three_tasks_pass_in_any_order() {
    for seed in 1..=5 {
        let event = Event::new();
        let passed = Checker::new().seed(seed).run(async {
            let tasks = ["a", "b", "c"].map(|name| judge::spawn(name, event.wait()));
            judge::sleep(100 * MS).await;
            event.set();
            for task in tasks {
                task.await;
            }
        });
        passed.in_time(100 * MS);
    }
}

#[test]
fn after_clear_one_has_to_wait_again() {
    let event = Event::new();
    event.set();
    event.clear();
    let (mut wait, waker) = waiting(&event);
    event.clear();
    assert_answer("wakes by clear", waker.wakes(), 0);
    event.set();
    assert_answer("wakes by set", waker.wakes(), 1);
    assert_answer(
        "polled after set",
        poll(wait.as_mut(), Waker::noop()),
        Poll::Ready(()),
    );
}

#[test]
fn who_was_let_through_is_not_stopped_by_clear() {
    let event = Event::new();
    let (mut before, waker) = waiting(&event);
    event.set();
    event.clear(); // before anybody was polled
    assert_answer("wakes by set", waker.wakes(), 1);
    let polled = poll(before.as_mut(), Waker::noop());
    assert!(
        polled.is_ready(),
        "one waited, then came set and clear, and the answer let nobody through: set lets everybody through who waits at that moment"
    );
    let (_after, _) = waiting(&event);
    assert_answer("waiters after clear", event.waiters(), 1);
}

#[test]
fn a_wait_before_its_first_poll_has_not_begun() {
    let event = Event::new();
    let (mut early, mut late) = (pin!(event.wait()), pin!(event.wait()));
    assert_answer("waiters before anybody polled", event.waiters(), 0);
    event.set();
    assert_answer(
        "first polled after set",
        poll(early.as_mut(), Waker::noop()),
        Poll::Ready(()),
    );
    event.clear();
    let polled = poll(late.as_mut(), Waker::noop());
    assert_answer("first polled after set and clear", polled, Poll::Pending);
}

#[test]
fn only_the_newest_waker_is_woken() {
    let event = Event::new();
    let (mut wait, old) = waiting(&event);
    let new = CountingWaker::new();
    assert_answer(
        "polled again",
        poll(wait.as_mut(), &new.waker()),
        Poll::Pending,
    );
    assert_answer("waiters() after one was polled twice", event.waiters(), 1);
    event.set();
    assert!(
        new.wakes() == 1 && old.wakes() == 0,
        "polled with two wakers, the answer woke the first {} times and the second {} times: the newest is whoever waits now",
        old.wakes(),
        new.wakes()
    );
}

#[test]
fn a_dropped_wait_leaves_nothing_behind() {
    let event = Event::new();
    let ((gone, its_waker), (_stays, other)) = (waiting(&event), waiting(&event));
    drop(gone);
    assert!(
        event.waiters() == 1 && its_waker.kept() == 0,
        "one of two waits was dropped; the answer says that {} wait, and keeps {} wakers of the one that is gone",
        event.waiters(),
        its_waker.kept()
    );
    event.set();
    assert_answer("wakes of the one that is gone", its_waker.wakes(), 0);
    assert_answer("wakes of the one that stayed", other.wakes(), 1);
}

#[test]
fn dropping_one_that_has_passed_takes_nobody_elses_place() {
    let event = Event::new();
    let (mut first, _) = waiting(&event);
    event.set();
    event.clear();
    let (_second, waker) = waiting(&event);
    assert_answer(
        "polled after set",
        poll(first.as_mut(), Waker::noop()),
        Poll::Ready(()),
    );
    drop(first);
    assert_answer(
        "waiters when one has passed and one waits",
        event.waiters(),
        1,
    );
    event.set();
    assert_answer("wakes of the one that waits", waker.wakes(), 1);
}

thread_local! {
    /// The event that `LooksAtOnce` looks at: wakers are `Send`, events are not.
    static LOOKED_AT: RefCell<Option<Event>> = const { RefCell::new(None) };
}

/// Looks at the event from inside `wake`.
struct LooksAtOnce;

impl Wake for LooksAtOnce {
    fn wake(self: Arc<Self>) {
        let event = LOOKED_AT.with_borrow(Clone::clone);
        event.inspect(Event::clear);
    }
}

#[test]
fn a_waker_may_use_the_event() {
    let event = Event::new();
    LOOKED_AT.set(Some(event.clone()));
    let mut wait = pin!(event.wait());
    let polled = poll(wait.as_mut(), &Waker::from(Arc::new(LooksAtOnce)));
    assert_answer(
        "waiting for an event that is not set",
        polled,
        Poll::Pending,
    );
    let used = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| event.set()));
    assert!(
        used.is_ok(),
        "a waker called `clear` from inside `set`, and the answer panicked: it wakes while it still borrows its own state"
    );
    assert_answer("is_set after a waker has cleared", event.is_set(), false);
}
