//! Every rule of futures, kept and broken, before the checking executor.

use std::future::{pending, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use judge::{Checker, Done, ScriptedFuture, doing, run, sleep, spawn};

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
