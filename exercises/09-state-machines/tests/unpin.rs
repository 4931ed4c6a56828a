// Judge of 09/unpin.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ex09_state_machines::unpin::FirstOf;
use judge::{assert_answer, within};

const LIMIT: Duration = Duration::from_secs(2);

/// What the children have seen.
#[derive(Default)]
struct Log {
    /// Who was polled, in order.
    polled: Vec<&'static str>,
    dropped: Vec<&'static str>,
    /// Where each child was at its first poll, while it is there.
    seats: BTreeMap<&'static str, usize>,
}

/// A child that notices, in safe code, when it is moved: it compares addresses, and never follows one.
struct Sitter {
    name: &'static str,
    pending: usize,
    log: Rc<RefCell<Log>>,
}

impl Future for Sitter {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        let (name, here) = (self.name, (&raw const *self).addr());
        let mut log = self.log.borrow_mut();
        log.polled.push(name);
        let there = *log.seats.entry(name).or_insert(here);
        let other = log
            .seats
            .iter()
            .find(|(other, seat)| **other != name && **seat == here);
        let other = other.map(|(other, _)| *other);
        drop(log);
        assert!(
            there == here,
            "`{name}` was moved: first it was polled in one place, now in another; a future stays where its first poll found it"
        );
        if let Some(other) = other {
            panic!(
                "`{name}` is polled in the place of `{other}`, which has not finished: one of them was moved"
            );
        }
        if self.pending == 0 {
            return Poll::Ready(name);
        }
        self.pending -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sitter {
    fn drop(&mut self) {
        let mut log = self.log.borrow_mut();
        log.dropped.push(self.name);
        log.seats.remove(self.name);
    }
}

/// Children a, b, c and so on, pending so often, and what they see.
fn children(pending: &[usize]) -> (Vec<Sitter>, Rc<RefCell<Log>>) {
    let log = Rc::default();
    let sitter = |(name, pending): (&'static str, &usize)| Sitter {
        name,
        pending: *pending,
        log: Rc::clone(&log),
    };
    let all = ["a", "b", "c", "d"].into_iter().zip(pending).map(sitter);
    (all.collect(), log)
}

fn poll<T>(future: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn it_moves_no_child_between_two_polls() {
    within(LIMIT, "the first of three", || {
        let (sitters, _log) = children(&[3, 3, 3]);
        let mut first = pin!(FirstOf::new(sitters));
        for _ in 0..3 {
            assert!(
                poll(first.as_mut()).is_pending(),
                "nobody was ready, the answer was"
            );
        }
    });
}

#[test]
fn each_poll_begins_with_another_child() {
    within(LIMIT, "the first of three", || {
        let (sitters, log) = children(&[9, 9, 9]);
        let mut first = pin!(FirstOf::new(sitters));
        for round in ["a b c", "b c a", "c a b", "a b c"] {
            log.borrow_mut().polled.clear();
            assert!(
                poll(first.as_mut()).is_pending(),
                "nobody was ready, the answer was"
            );
            let polled = log.borrow().polled.join(" ");
            assert_answer(
                "in one of its polls, children were polled in this order",
                &*polled,
                round,
            );
        }
    });
}

#[test]
fn the_first_to_be_ready_wins_and_keeps_its_place_in_the_list() {
    within(LIMIT, "the first of many", || {
        let cases: [(&[usize], _); 5] = [
            (&[0], (0, "a")),
            (&[0, 0], (0, "a")),
            (&[2, 1, 2], (1, "b")),
            (&[5, 5, 5, 2], (3, "d")),
            (&[1, 1, 1], (1, "b")),
        ];
        for (pending, right) in cases {
            let (sitters, _log) = children(pending);
            let mut first = pin!(FirstOf::new(sitters));
            let mut output = Poll::Pending;
            for _ in 0..8 {
                output = poll(first.as_mut());
                if output.is_ready() {
                    break;
                }
            }
            let case = format!("of children that are pending {pending:?} times");
            assert_answer(case, output, Poll::Ready(right));
        }
    });
}

#[test]
fn when_one_has_won_nobody_else_is_polled_and_all_are_dropped() {
    within(LIMIT, "the first of four", || {
        let (sitters, log) = children(&[5, 5, 1, 5]);
        let mut first = pin!(FirstOf::new(sitters));
        assert!(
            poll(first.as_mut()).is_pending(),
            "nobody was ready, the answer was"
        );
        log.borrow_mut().polled.clear();
        assert_answer(
            "in the second poll",
            poll(first.as_mut()),
            Poll::Ready((2, "c")),
        );
        let polled = log.borrow().polled.join(" ");
        assert_answer(
            "in the poll in which c is ready, these were polled",
            &*polled,
            "b c",
        );
        log.borrow_mut().dropped.sort_unstable();
        let dropped = log.borrow().dropped.join(" ");
        assert_answer("after it, these are dropped", &*dropped, "a b c d");
    });
}

/// An answer, as a future if it is one. What it is depends on its bounds: the method of the trait that fits is called.
struct Probe<T>(RefCell<Option<T>>);

type Boxed = Pin<Box<dyn Future<Output = (usize, u32)>>>;

#[allow(dead_code)] // and it is not, then
trait Pollable {
    fn future(&self) -> Option<Boxed>;
}

impl<T: Future<Output = (usize, u32)> + 'static> Pollable for Probe<T> {
    fn future(&self) -> Option<Boxed> {
        let future = self.0.take()?;
        Some(Box::pin(future))
    }
}

#[allow(dead_code)] // it is called on answers that still ask for `Unpin`
trait NotPollable {
    fn future(&self) -> Option<Boxed> {
        None
    }
}

impl<T> NotPollable for &Probe<T> {}

#[test]
fn it_takes_children_that_are_not_unpin() {
    within(LIMIT, "the first of two async blocks", || {
        let block = |value: u32, pending| async move {
            let kept = &value;
            Sitter {
                name: "a",
                pending,
                log: Rc::default(),
            }
            .await;
            *kept
        };
        let probe = Probe(RefCell::new(Some(FirstOf::new(vec![
            block(5, 9),
            block(6, 1),
        ]))));
        #[allow(clippy::needless_borrow)] // the borrow decides which trait is looked at first
        let future = (&probe).future();
        let Some(mut future) = future else {
            panic!(
                "with async blocks as children, the answer is no future: they are not `Unpin`, and it asks for that"
            )
        };
        assert!(
            poll(future.as_mut()).is_pending(),
            "neither block was ready, the answer was"
        );
        assert_answer(
            "of two async blocks",
            poll(future.as_mut()),
            Poll::Ready((1, 6)),
        );
    });
}

#[test]
fn it_panics_when_there_is_nobody_to_wait_for() {
    within(LIMIT, "a poll after the end", || {
        for pending in [&[][..], &[0, 3]] {
            let (sitters, _log) = children(pending);
            let mut first = pin!(FirstOf::new(sitters));
            if !pending.is_empty() {
                assert_answer(
                    "in the first poll",
                    poll(first.as_mut()),
                    Poll::Ready((0, "a")),
                );
            }
            let again = catch_unwind(AssertUnwindSafe(|| poll(first.as_mut())));
            let case = if pending.is_empty() {
                "of an empty list"
            } else {
                "after it had finished"
            };
            assert!(
                again.is_err(),
                "polled {case}, the answer gave {again:?}; it should panic: nobody is left to wait for"
            );
        }
    });
}
