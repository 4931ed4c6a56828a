// Judge of 07/deadlock.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::sync::mpsc::{self, Sender};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use ex07_executor::deadlock::{Deadlock, Executor};
use judge::{ScriptedFuture, assert_answer, within};

const LIMIT: Duration = Duration::from_secs(2);
/// Long enough for an executor that does not wait to be found out; a right answer does not care how long it is.
const MEANWHILE: Duration = Duration::from_millis(20);

fn bounded(awaited: &'static str, case: impl FnOnce() + Send + 'static) {
    within(LIMIT, awaited, case);
}

fn stuck(names: &[&str]) -> Result<(), Deadlock> {
    let stuck = names.iter().map(|name| (*name).to_owned()).collect();
    Err(Deadlock { stuck })
}

/// Sends its waker away at its first poll, and is ready at the second.
async fn sends_its_waker(to: Sender<Waker>) {
    let mut sent = false;
    poll_fn(|cx| {
        if sent {
            return Poll::Ready(());
        }
        sent = true;
        let _ = to.send(cx.waker().clone()); // nobody may be there to take it
        Poll::Pending
    })
    .await;
}

#[test]
fn tasks_that_can_end_do() {
    bounded("run to end when all tasks have", || {
        let mut executor = Executor::new();
        let tasks = [0, 1, 3].map(|yields| ScriptedFuture::new("task", ()).yields(yields));
        let seen = tasks.each_ref().map(ScriptedFuture::seen);
        for (task, name) in tasks.into_iter().zip(["a", "b", "c"]) {
            executor.spawn(name, task);
        }
        assert_answer("with three tasks that need nobody", executor.run(), Ok(()));
        assert_answer(
            "with tasks that yield 0, 1 and 3 times, asked for their polls",
            seen.map(|task| task.polls()),
            [1, 2, 4],
        );
    });
}

#[test]
fn no_tasks_are_no_deadlock() {
    bounded("run to end without tasks", || {
        assert_answer("without tasks", Executor::new().run(), Ok(()));
    });
}

#[test]
fn a_task_that_kept_no_waker_is_reported() {
    bounded("a report of a task that waits and kept no waker", || {
        let mut executor = Executor::new();
        executor.spawn("lost", pending());
        assert_answer(
            "with one task that kept no waker",
            executor.run(),
            stuck(&["lost"]),
        );
    });
}

#[test]
fn all_who_are_stuck_are_named_and_nobody_else() {
    bounded("a report of two stuck tasks", || {
        let mut executor = Executor::new();
        executor.spawn("z", pending());
        executor.spawn("quick", async {});
        executor.spawn("slow", ScriptedFuture::new("slow", ()).yields(3));
        executor.spawn("a", pending());
        assert_answer(
            "with two tasks that end, and two that kept no waker",
            executor.run(),
            stuck(&["z", "a"]),
        );
    });
}

#[test]
fn a_stuck_task_does_not_stop_the_others() {
    bounded("a report once the others have ended", || {
        let mut executor = Executor::new();
        let slow = ScriptedFuture::new("slow", ()).yields(10);
        let seen = slow.seen();
        executor.spawn("lost", pending());
        executor.spawn("slow", slow);
        assert_answer(
            "with one task that kept no waker, and one that works",
            executor.run(),
            stuck(&["lost"]),
        );
        assert!(
            seen.finished(),
            "it reported a deadlock while a task was still working"
        );
    });
}

#[test]
fn a_task_can_be_woken_by_another() {
    bounded("run to end when one task wakes another", || {
        let mut executor = Executor::new();
        let waiter = ScriptedFuture::new("waiter", ()).waits();
        let seen = waiter.seen();
        executor.spawn("waiter", waiter);
        executor.spawn("waker", async move {
            ScriptedFuture::new("worker", ()).yields(3).await;
            seen.release();
        });
        assert_answer("when one task wakes another", executor.run(), Ok(()));
    });
}

#[test]
fn while_a_thread_has_a_waker_it_waits() {
    bounded("run to end when a thread wakes", || {
        let (send, wakers) = mpsc::channel::<Waker>();
        let helper = thread::spawn(move || {
            let waker = wakers.recv().expect("the task is polled");
            thread::sleep(MEANWHILE); // work; a right answer waits, however long it takes
            waker.wake();
        });
        let mut executor = Executor::new();
        executor.spawn("waits for a thread", sends_its_waker(send));
        executor.spawn("lost", pending());
        let ended = Rc::new(Cell::new(false));
        executor.spawn("quick", {
            let ended = Rc::clone(&ended);
            async move { ended.set(true) }
        });
        assert_answer(
            "with one task whose waker a thread has, and one that kept none",
            executor.run(),
            stuck(&["lost"]),
        );
        assert!(ended.get(), "a task that was ready was not polled");
        helper.join().expect("the helper does not panic");
    });
}

#[test]
fn it_notices_when_the_last_waker_is_dropped_unused() {
    bounded(
        "a report after a thread has dropped the last waker unused",
        || {
            let (send, wakers) = mpsc::channel::<Waker>();
            let helper = thread::spawn(move || {
                let waker = wakers.recv().expect("the task is polled");
                thread::sleep(MEANWHILE); // by now the executor waits; if it does not yet, so much the better for it
                drop(waker);
            });
            let mut executor = Executor::new();
            executor.spawn("forgotten", sends_its_waker(send));
            assert_answer(
                "when a thread drops the last waker unused",
                executor.run(),
                stuck(&["forgotten"]),
            );
            helper.join().expect("the helper does not panic");
        },
    );
}

#[test]
fn a_waker_of_a_task_that_has_ended_is_no_hope() {
    bounded(
        "a report while somebody keeps the waker of a task that has ended",
        || {
            let place = Rc::new(RefCell::new(None));
            let mut executor = Executor::new();
            let left = Rc::clone(&place);
            let ends = poll_fn(move |cx| {
                *left.borrow_mut() = Some(cx.waker().clone());
                Poll::Ready(())
            });
            executor.spawn("ends", ends);
            executor.spawn("lost", pending());
            assert_answer(
                "when the only waker that is kept belongs to a task that has ended",
                executor.run(),
                stuck(&["lost"]),
            );
            assert!(place.take().is_some(), "the waker is kept until here");
        },
    );
}

#[test]
fn a_waker_dies_with_the_task_that_kept_it() {
    bounded("a report after the keeper of a waker has ended", || {
        let (send, wakers) = mpsc::channel::<Waker>();
        let mut executor = Executor::new();
        executor.spawn("sleeper", sends_its_waker(send));
        let (mut kept, mut polls) = (Vec::new(), 0);
        // It keeps the waker as long as it lives itself, and ends without a wake.
        let keeper = poll_fn(move |cx| {
            kept.extend(wakers.try_recv());
            polls += 1;
            if polls == 3 {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        });
        executor.spawn("keeper", keeper);
        assert_answer(
            "when the task that kept another one's waker ends without using it",
            executor.run(),
            stuck(&["sleeper"]),
        );
    });
}
