//! Who is woken is polled: once, and nobody else is.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::mpsc;
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use ch07_executor::{block_on, spawn, yield_now};
use judge::{ScriptedFuture, within};

fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    within(Duration::from_secs(10), "block_on to return", test)
}

async fn yields(turns: usize) {
    for _ in 0..turns {
        yield_now().await;
    }
}

#[test]
fn a_waiting_task_is_not_polled_until_it_is_woken() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ()).waits();
        let seen = task.seen();
        block_on(async {
            let handle = spawn(task);
            yields(50).await;
            assert_eq!(seen.polls(), 1);
            seen.release();
            handle.await.expect("it ends");
            assert_eq!(seen.polls(), 2);
        });
    });
}

#[test]
fn main_is_not_polled_while_it_waits() {
    bounded(|| {
        let polls = Cell::new(0);
        block_on(async {
            let mut handle = spawn(yields(50));
            poll_fn(|cx| {
                polls.set(polls.get() + 1);
                Future::poll(Pin::new(&mut handle), cx)
            })
            .await
            .expect("it ends");
        });
        assert_eq!(polls.get(), 2);
    });
}

/// Pending as long as the cell is empty; leaves its waker in it.
async fn leaves_its_waker(place: Rc<RefCell<Option<Waker>>>) -> usize {
    let mut polls = 0;
    poll_fn(|cx| {
        polls += 1;
        let first = place.borrow_mut().replace(cx.waker().clone()).is_none();
        if first {
            Poll::Pending
        } else {
            Poll::Ready(polls)
        }
    })
    .await
}

#[test]
fn however_often_a_task_is_woken_it_stands_in_line_once() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ()).waits();
        let seen = task.seen();
        let place = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&place);
        block_on(async {
            let mut task = Box::pin(task);
            spawn(async move {
                poll_fn(|cx| {
                    kept.replace(Some(cx.waker().clone()));
                    task.as_mut().poll(cx)
                })
                .await;
            });
            yield_now().await;
            for _ in 0..5 {
                place
                    .borrow()
                    .as_ref()
                    .expect("it was polled")
                    .wake_by_ref();
            }
            yields(10).await;
        });
        assert_eq!(seen.polls(), 2);
    });
}

#[test]
fn a_task_woken_during_its_own_poll_is_polled_again() {
    let polls = bounded(|| {
        let task = ScriptedFuture::new("task", ()).yields(4);
        let seen = task.seen();
        block_on(async { spawn(task).await.expect("it ends") });
        seen.polls()
    });
    assert_eq!(polls, 5);
}

#[test]
fn a_wake_after_the_task_has_ended_does_nothing() {
    bounded(|| {
        let place = Rc::new(RefCell::new(None));
        block_on(async {
            let task = spawn(leaves_its_waker(Rc::clone(&place)));
            yield_now().await;
            place.borrow().as_ref().map(Waker::wake_by_ref);
            assert_eq!(task.await.expect("it ends"), 2);
            let another = spawn(yields(3));
            place.borrow().as_ref().map(Waker::wake_by_ref);
            another.await.expect("it ends as if nothing had happened");
        });
    });
}

#[test]
fn a_wake_after_the_executor_is_gone_does_nothing() {
    bounded(|| {
        let place = Rc::new(RefCell::new(None));
        block_on(async {
            spawn(leaves_its_waker(Rc::clone(&place)));
            yield_now().await;
        });
        place.take().expect("it was polled").wake();
        assert_eq!(block_on(async { 5 }), 5);
    });
}

#[test]
fn a_wake_from_another_thread_ends_the_sleep() {
    let (polls, answer) = bounded(|| {
        let (ask, asked) = mpsc::channel::<Waker>();
        let helper = thread::spawn(move || asked.recv().expect("a waker").wake());
        let polls = block_on(async {
            let mut polls = 0;
            let task = spawn(async move {
                poll_fn(|cx| {
                    polls += 1;
                    if polls == 2 {
                        return Poll::Ready(polls);
                    }
                    ask.send(cx.waker().clone()).expect("the helper waits");
                    Poll::Pending
                })
                .await
            });
            task.await.expect("it ends")
        });
        (polls, helper.join())
    });
    answer.expect("the helper does not panic");
    assert_eq!(polls, 2);
}
