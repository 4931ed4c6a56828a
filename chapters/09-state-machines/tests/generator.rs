//! A generator out of `async`: what it hands out, when, and what it refuses.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use ch05_futures::yield_now;
use ch09_state_machines::generator;
use judge::ScriptedFuture;

#[test]
fn values_come_in_order_and_end_for_good() {
    let mut numbers = generator(async |out| {
        for n in 0..3 {
            out.yield_(n).await;
        }
    });
    assert_eq!(numbers.by_ref().collect::<Vec<u32>>(), [0, 1, 2]);
    assert_eq!((numbers.next(), numbers.next()), (None, None));
}

#[test]
fn nothing_runs_before_it_is_asked_and_nothing_ahead() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&log);
    let mut numbers = generator(async move |out| {
        for n in 0..3 {
            noted.borrow_mut().push(n);
            out.yield_(n).await;
        }
    });
    assert!(log.borrow().is_empty());
    assert_eq!(numbers.next(), Some(0));
    assert_eq!(*log.borrow(), [0]);
    drop(numbers);
    assert_eq!(
        Rc::strong_count(&log),
        1,
        "the body is dropped where it stands"
    );
}

#[test]
fn a_body_that_asks_to_be_polled_again_is_polled_again() {
    let mut one = generator(async |out| {
        yield_now().await;
        out.yield_(1).await;
        ScriptedFuture::new("wait", ()).yields(3).await;
    });
    assert_eq!((one.next(), one.next()), (Some(1), None));
}

#[test]
fn a_body_that_waits_for_something_else_is_told_so() {
    let mut stuck = generator::<u32, _>(async |_| std::future::pending().await);
    let asked = catch_unwind(AssertUnwindSafe(|| stuck.next()));
    let panic = asked.expect_err("nobody can wake it");
    let text = panic.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(
        text.contains("waits for something that is not a value"),
        "{text}"
    );
}

#[test]
fn a_yield_that_is_made_and_not_awaited_hands_out_nothing() {
    let mut none = generator(async |out| drop(out.yield_(1)));
    assert_eq!(none.next(), None);
}
