//! Every rule of futures, kept and broken, before the checking executor.

use std::cell::RefCell;
use std::future::{pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use judge::{Checker, CountingWaker, Done, ScriptedFuture, doing, now, run, sleep, spawn};

const MS: Duration = Duration::from_millis(1);

/// What the checker says of `program`.
fn complaint<T>(program: impl Future<Output = T>) -> String {
    complaint_of(&Checker::new(), program)
}

fn complaint_of<T>(checker: &Checker, program: impl Future<Output = T>) -> String {
    let judged = catch_unwind(AssertUnwindSafe(|| drop(checker.run(program))));
    let panic = judged.expect_err("the checker has something to say");
    *panic
        .downcast::<String>()
        .expect("it says it in a sentence")
}

#[test]
fn a_program_that_keeps_the_rules_gives_its_output_and_the_time_it_took() {
    let done = Checker::new().run(async {
        sleep(200 * MS).await;
        sleep(100 * MS).await;
        "done"
    });
    assert_eq!(
        done,
        Done {
            output: "done",
            took: 300 * MS,
            polls: 3
        }
    );
}

#[test]
fn pending_without_a_waker_is_told() {
    let said = complaint(pending::<()>());
    assert_eq!(
        said,
        "`the program` returned Pending from poll 1, but kept no waker: nothing will ever poll it again (seed 1)"
    );
}

#[test]
fn a_waker_of_an_earlier_poll_is_told() {
    let mut first: Option<Waker> = None;
    let stale = poll_fn(|cx: &mut Context<'_>| {
        if first.is_none() {
            first = Some(cx.waker().clone());
            cx.waker().wake_by_ref();
        }
        Poll::<()>::Pending
    });
    let said = complaint(stale);
    assert!(
        said.starts_with(
            "`the program` returned Pending from poll 2, but kept only the waker of poll 1: "
        ),
        "{said}"
    );
}

#[test]
fn waking_an_earlier_polls_waker_wakes_nobody() {
    let mut wakers: Vec<Waker> = Vec::new();
    let said = complaint(poll_fn(|cx: &mut Context<'_>| {
        wakers.push(cx.waker().clone());
        wakers[0].wake_by_ref(); // the right one in poll 1 only
        Poll::<()>::Pending
    }));
    assert!(said.starts_with("deadlock at 0ns"), "{said}");
}

#[test]
fn busy_polling_is_told_with_its_count() {
    let busy = poll_fn(|cx: &mut Context<'_>| {
        cx.waker().wake_by_ref();
        Poll::<()>::Pending
    });
    let said = complaint(busy);
    assert!(
        said.starts_with(
            "`the program` woke itself in 1000 polls in a row while nothing else happened"
        ),
        "{said}"
    );
}

#[test]
fn some_hundred_yields_are_no_busy_polling() {
    let both = async {
        let other = spawn("other", ScriptedFuture::new("b", ()).yields(900));
        ScriptedFuture::new("a", ()).yields(900).await;
        other.await;
    };
    run(both);
}

#[test]
fn polling_after_completion_is_told() {
    let said = complaint(async {
        let mut future = pin!(ScriptedFuture::new("a", 1));
        future.as_mut().await;
        future.as_mut().await
    });
    assert!(
        said.starts_with("`a` was polled again after it had given Ready"),
        "{said}"
    );
}

#[test]
fn a_panic_in_a_task_is_told_with_task_and_poll() {
    let said = complaint(async {
        let _task = spawn("the reader", async {
            sleep(MS).await;
            panic!("index out of bounds");
        });
        sleep(5 * MS).await;
    });
    assert_eq!(
        said,
        "`the reader` panicked in poll 2: index out of bounds (seed 1)"
    );
}

#[test]
fn the_programs_own_panic_comes_through_as_it_is() {
    let said = complaint(async {
        sleep(MS).await;
        let given = Some(3)
            .filter(|number| *number > 5)
            .map_or("nothing", |_| "something");
        panic!("the answer gave {given}");
    });
    assert_eq!(said, "the answer gave nothing");
}

#[test]
fn a_task_dropped_while_somebody_waits_for_it_is_told() {
    let said = complaint(async {
        let task = spawn("the writer", pending_politely());
        sleep(MS).await;
        task.cancel();
        task.await
    });
    assert_eq!(
        said,
        "`the writer` was dropped before it had finished, and somebody waits for it"
    );
}

/// Waits for ever and keeps its waker, so that there is nothing to say of it alone.
async fn pending_politely() {
    ScriptedFuture::new("nothing", ()).waits().await;
}

#[test]
fn a_deadlock_is_told_with_every_task_and_what_it_was_doing() {
    let said = complaint(async {
        let a = spawn("a", async {
            sleep(10 * MS).await;
            ScriptedFuture::new("the lock", ()).waits().await;
        });
        let gone = spawn("gone", pending_politely());
        gone.cancel();
        spawn(
            "b",
            poll_fn(|cx: &mut Context<'_>| {
                doing("waits for a message");
                Box::leak(Box::new(cx.waker().clone()));
                Poll::<()>::Pending
            }),
        );
        a.await;
    });
    let lines = [
        "deadlock at 10ms: every task is pending, no timer is set, and nobody is left to wake one",
        "  `the program`, polled 1 times, waits for `a`",
        "  `a`, polled 2 times, waits in `the lock`",
        "  `gone` was dropped unfinished at 0ns",
        "  `b`, polled 1 times, waits for a message (seed 1)",
    ];
    assert_eq!(said, lines.join("\n"));
}

#[test]
fn waits_in_a_row_where_they_should_overlap_are_told() {
    let three = async {
        for _ in 0..3 {
            sleep(100 * MS).await;
        }
    };
    let done = Checker::new().run(three);
    let said = catch_unwind(|| done.in_time(100 * MS)).expect_err("they took longer");
    assert_eq!(
        *said.downcast::<String>().expect("a sentence"),
        "the virtual clock says 300ms, the exercise asked for 100ms: are waits that could overlap made one after the other?"
    );
    assert_eq!(Checker::new().run(ready(5)).in_time(Duration::ZERO), 5);
}

#[test]
fn a_spent_budget_is_told_with_the_polls_of_every_task() {
    let said = complaint_of(&Checker::new().budget(10), async {
        spawn("ticker", async {
            loop {
                sleep(MS).await;
            }
        });
        pending_politely().await;
    });
    assert_eq!(
        said,
        "10 polls are spent and the program is not done; polled were `the program` 1 times, `ticker` 9 times (seed 1)"
    );
}

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
