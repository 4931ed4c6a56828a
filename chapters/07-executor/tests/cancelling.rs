//! What becomes of a task that is cancelled, and of one that panics. Names that begin with `tk_` are rows of the table of
//! asyncio's behaviour.

use std::cell::OnceCell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::rc::Rc;
use std::time::Duration;

use ch07_executor::{CancelOnDrop, JoinError, JoinHandle, block_on, spawn, yield_now};
use judge::{ScriptedFuture, within};

fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    within(Duration::from_secs(10), "block_on to return", test)
}

/// Panics when it is dropped.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        panic!("in the destructor");
    }
}

#[test]
fn tk_11_a_cancelled_task_is_dropped_at_its_turn_and_cannot_be_cancelled_again() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ()).waits();
        let seen = task.seen();
        block_on(async {
            let handle = spawn(task);
            yield_now().await;
            assert!(handle.cancel());
            assert_eq!(
                (seen.dropped(), handle.is_finished()),
                (false, false),
                "a request, so far"
            );
            yield_now().await;
            assert_eq!((seen.dropped(), handle.is_finished()), (true, true));
            assert!(!handle.cancel());
            assert_eq!(
                handle.await.unwrap_err().to_string(),
                "`Task-2` was cancelled"
            );
        });
        assert_eq!(seen.polls(), 1);
    });
}

#[test]
fn tk_14_cancelled_between_two_yields_the_value_is_lost() {
    bounded(|| {
        let task = ScriptedFuture::new("task", 5).yields(2);
        let seen = task.seen();
        block_on(async {
            let handle = spawn(task);
            yield_now().await;
            handle.cancel();
            assert!(matches!(handle.await, Err(JoinError::Cancelled(_))));
        });
        assert_eq!((seen.polls(), seen.finished()), (1, false));
    });
}

#[test]
fn tk_16_cancelling_a_waiting_task_drops_what_it_waits_on() {
    bounded(|| {
        let inner = ScriptedFuture::new("inner", ()).waits();
        let seen = inner.seen();
        block_on(async {
            let outer = spawn(async move {
                inner.await;
                5
            });
            yield_now().await;
            outer.cancel();
            outer.await.expect_err("cancelled");
        });
        assert!(seen.dropped() && !seen.finished());
    });
}

#[test]
fn tk_19_a_task_that_cancels_itself_ends_at_its_next_await() {
    bounded(|| {
        block_on(async {
            let own: Rc<OnceCell<JoinHandle<()>>> = Rc::default();
            let task = spawn({
                let own = Rc::clone(&own);
                async move {
                    assert!(own.get().expect("set below").cancel());
                    pending().await
                }
            });
            own.set(task).expect("set once");
            yield_now().await;
            yield_now().await;
            assert!(own.get().expect("set above").is_finished());
        });
    });
}

#[test]
fn cancelled_before_its_first_turn_a_task_never_runs() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ());
        let seen = task.seen();
        block_on(async {
            let handle = spawn(task);
            handle.cancel();
            handle.await.expect_err("cancelled");
        });
        assert_eq!((seen.polls(), seen.dropped()), (0, true));
    });
}

#[test]
fn a_result_that_is_there_survives_cancelling() {
    bounded(|| {
        block_on(async {
            let handle = spawn(async { 5 });
            yield_now().await;
            assert!(!handle.cancel());
            yield_now().await;
            assert_eq!(handle.await.expect("it had ended"), 5);
        });
    });
}

#[test]
fn a_panic_reaches_its_handle_and_no_other_task() {
    bounded(|| {
        block_on(async {
            let calm = spawn(ScriptedFuture::new("calm", 5).yields(3));
            let wild = spawn(async { panic!("at turn {}", 1) });
            wild.set_name("wild");
            let error = wild.await.unwrap_err();
            assert_eq!(error.to_string(), "`wild` panicked: at turn 1");
            assert_eq!(calm.await.expect("it goes on"), 5);
        });
    });
}

#[test]
fn a_panic_keeps_what_it_panicked_with() {
    bounded(|| {
        block_on(async {
            let error = spawn(async { panic_any(42) }).await.unwrap_err();
            assert_eq!(error.to_string(), "`Task-2` panicked: (no words)");
            let JoinError::Panicked(_, panic) = error else {
                panic!("it was no cancelling")
            };
            assert_eq!(panic.downcast_ref(), Some(&42));
            let error = spawn(async { panic!("short") }).await.unwrap_err();
            assert_eq!(error.to_string(), "`Task-3` panicked: short");
        });
    });
}

#[test]
fn a_panic_in_a_destructor_reaches_the_handle_as_well() {
    bounded(|| {
        block_on(async {
            let cancelled = spawn(async {
                let _grenade = Grenade;
                pending::<()>().await;
            });
            yield_now().await;
            cancelled.cancel();
            assert!(matches!(cancelled.await, Err(JoinError::Panicked(..))));
        });
    });
}

#[test]
fn dropping_a_handle_that_cancels_cancels() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ()).yields(2);
        let seen = task.seen();
        block_on(async {
            drop(CancelOnDrop(spawn(task)));
            yield_now().await;
            assert!(seen.dropped());
            let mut kept = CancelOnDrop(spawn(async { 5 }));
            let result = (&mut kept.0).await;
            assert_eq!(result.expect("it ends"), 5);
        });
        assert_eq!(seen.polls(), 0);
    });
}

#[test]
fn a_panic_of_main_comes_through_and_drops_the_tasks() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ()).waits();
        let seen = task.seen();
        let main = async {
            spawn(task);
            yield_now().await;
            panic!("main gives up");
        };
        let panic = catch_unwind(AssertUnwindSafe(|| block_on(main))).unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"main gives up"));
        assert!(seen.dropped());
        assert_eq!(block_on(async { 5 }), 5, "the thread can drive the next");
    });
}
