//! What handles promise: results and names; and what becomes of a task without one. Names that begin with
//! `tk_` are rows of the table of asyncio's behaviour.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch06_wakers::ThreadPark;
use ch07_executor::{Executor, JoinError, block_on, spawn, yield_now};
use judge::{ScriptedFuture, within};

fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    within(Duration::from_secs(10), "block_on to return", test)
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
