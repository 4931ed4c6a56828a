//! What handles promise: results, names, cancelling, panics, and what becomes of a task without one. Names that begin with
//! `tk_` are rows of the table of asyncio's behaviour.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch06_wakers::ThreadPark;
use ch07_executor::{CancelOnDrop, Executor, JoinError, block_on, spawn, yield_now};
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
fn tk_01_a_task_runs_to_its_end_and_gives_its_result() {
    bounded(|| {
        block_on(async {
            let task = spawn(async { "ok" });
            assert!(!task.is_finished());
            yield_now().await;
            assert!(task.is_finished());
            assert_eq!(task.await.expect("it ends"), "ok");
        });
    });
}

#[test]
fn tk_05_names_count_upwards_and_a_given_name_is_kept() {
    bounded(|| {
        block_on(async {
            let tasks = [(); 3].map(|()| spawn(async {}));
            assert_eq!(
                tasks.each_ref().map(|task| task.name()),
                ["Task-2", "Task-3", "Task-4"]
            );
            tasks[0].set_name("fetch");
            tasks[1].set_name(10);
            assert_eq!(
                tasks.each_ref().map(|task| task.name()),
                ["fetch", "10", "Task-4"]
            );
        });
    });
}

#[test]
fn tk_07_awaiting_plain_futures_makes_no_task() {
    let sum = bounded(|| {
        block_on(async {
            let inner = async { 42 };
            let sum = inner.await + async { 1000 }.await;
            assert_eq!(spawn(async {}).name(), "Task-2", "the first task");
            sum
        })
    });
    assert_eq!(sum, 1042);
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
            let own: Rc<std::cell::OnceCell<ch07_executor::JoinHandle<()>>> = Rc::default();
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
fn tk_28_a_future_that_a_task_returns_is_not_awaited() {
    bounded(|| {
        let inner = ScriptedFuture::new("inner", 5);
        let seen = inner.seen();
        block_on(async {
            let future = spawn(std::future::ready(inner)).await.expect("it ends");
            assert_eq!(seen.polls(), 0);
            assert_eq!(future.await, 5);
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
fn dropping_the_handle_detaches() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ()).yields(2);
        let seen = task.seen();
        block_on(async {
            drop(spawn(task));
            for _ in 0..3 {
                yield_now().await;
            }
        });
        assert!(seen.finished());
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
            let result = CancelOnDrop(spawn(async { 5 })).await;
            assert_eq!(result.expect("it ends"), 5);
        });
        assert_eq!(seen.polls(), 0);
    });
}

#[test]
fn when_main_returns_at_once_its_task_never_runs() {
    bounded(|| {
        let task = ScriptedFuture::new("task", ());
        let seen = task.seen();
        block_on(async { drop(spawn(task)) });
        assert_eq!((seen.polls(), seen.dropped()), (0, true));
    });
}

#[test]
fn leaving_block_on_drops_what_is_unfinished() {
    bounded(|| {
        let executor = Executor::new(ThreadPark::new());
        let waiting = ScriptedFuture::new("waiting", ()).waits();
        let working = ScriptedFuture::new("working", ()).yields(100);
        let seen = [waiting.seen(), working.seen()];
        let handle = executor.spawn(waiting);
        executor.block_on(async {
            spawn(working);
            yield_now().await;
            assert!(seen.iter().all(|task| !task.dropped()));
        });
        assert!(seen.iter().all(|task| task.dropped() && !task.finished()));
        assert!(handle.is_finished() && !handle.cancel());
        let error = block_on(handle).expect_err("it was dropped");
        assert!(matches!(error, JoinError::Cancelled(_)));
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

#[test]
fn a_wait_that_is_dropped_leaves_the_result() {
    bounded(|| {
        block_on(async {
            let mut handle = spawn(ScriptedFuture::new("task", 5).yields(2));
            let mut cx = Context::from_waker(Waker::noop());
            assert!(Pin::new(&mut handle).poll(&mut cx).is_pending());
            assert_eq!((&mut handle).await.expect("it ends"), 5);
        });
    });
}

#[test]
#[should_panic(expected = "the result of `Task-2` was taken before")]
fn a_result_is_given_once() {
    block_on(async {
        let mut handle = spawn(async {});
        (&mut handle).await.expect("it ends");
        let mut cx = Context::from_waker(Waker::noop());
        assert!(matches!(
            Pin::new(&mut handle).poll(&mut cx),
            Poll::Ready(_)
        ));
    });
}
