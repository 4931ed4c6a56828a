//! What a task's handles promise.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::time::Duration;

use ch15_tasks::{Cancelled, TaskError, create_cooperative, create_task, with_reporter};
use paused::{Log, now, run};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

#[test]
fn many_may_await_one_task() {
    let done = run(|| async {
        let task = create_task(async {
            sleep(20 * MS).await;
            Ok::<_, String>(7)
        });
        let mut other = task.clone();
        let both = tokio::join!(task.clone(), &mut other);
        (both, other.await, task.result(), now())
    });
    let seven = Ok(7);
    assert_eq!(
        done.output,
        (
            (seven.clone(), seven.clone()),
            seven.clone(),
            Some(seven),
            20
        )
    );
}

#[test]
fn cancelled_tasks_are_gone_before_they_are_done() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let task = create_task(inside.work("a", 100, Ok::<(), String>(())));
        sleep(10 * MS).await;
        let accepted = task.cancel_because("enough");
        let (early, count) = (
            format!("{task:?}").contains("cancelling"),
            task.cancelling(),
        );
        let error = task.clone().await;
        (
            accepted,
            early,
            count,
            error,
            task.cancelled(),
            task.cancel(),
        )
    });
    let reason = Some("enough".to_owned());
    let error = Err(TaskError::Cancelled(Cancelled { reason }));
    assert_eq!(done.output, (true, true, 1, error, true, false));
    assert_eq!(log.lines(), ["a starts at 0", "a is dropped at 10"]);
}

#[test]
fn a_cooperative_task_may_refuse() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            let first = requests.run_until_cancelled(sleep(50 * MS)).await;
            let second = requests.run_until_cancelled(sleep(50 * MS)).await;
            Ok::<_, TaskError<String>>((first.is_err(), second.is_err(), requests.uncancel()))
        });
        sleep(10 * MS).await;
        task.cancel();
        task.await
    });
    assert_eq!((done.output, done.took), (Ok((true, false, 0)), 60 * MS));
}

#[test]
fn errors_and_panics_that_nobody_saw_are_reported_once() {
    let log = Log::new();
    let report = log.clone();
    run(move || {
        with_reporter(move |report_of| report.note(report_of), async {
            drop(create_task(async { Err::<(), _>("unseen") }).named("a"));
            drop(
                create_task(async {
                    if now() == 0 {
                        panic!("unseen, too")
                    }
                    Ok::<(), String>(())
                })
                .named("b"),
            );
            create_task(std::future::pending::<Result<(), String>>()).cancel();
            let seen = create_task(async { Err::<(), _>("seen") });
            seen.clone().await.expect_err("it fails");
            sleep(MS).await;
        })
    });
    assert_eq!(
        log.sorted(),
        [
            "the error of task `a` was never retrieved: unseen",
            "the error of task `b` was never retrieved: panicked: unseen, too",
        ]
    );
}

/// Notes, when it is dropped, whether the task is done already.
struct Late(
    std::sync::Arc<std::sync::OnceLock<ch15_tasks::Task<(), String>>>,
    Log,
);

impl Drop for Late {
    fn drop(&mut self) {
        let done = self.0.get().is_some_and(ch15_tasks::Task::done);
        self.1.note(format_args!("dropped, done: {done}"));
    }
}

#[test]
fn whatever_ends_a_task_its_future_goes_first() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        for ending in [
            "value",
            "panic",
            "cancelled",
            "cancelled before its first turn",
        ] {
            let place = std::sync::Arc::default();
            let late = Late(std::sync::Arc::clone(&place), inside.clone());
            let task = create_task(async move {
                let _late = late;
                sleep(MS).await;
                match ending {
                    "value" => Ok(()),
                    "panic" => panic!("on purpose"),
                    _ => std::future::pending().await,
                }
            });
            let _ = place.set(task.clone());
            if ending != "cancelled before its first turn" {
                sleep(10 * MS).await;
            }
            task.cancel();
            let _ = task.await;
        }
    });
    assert_eq!(log.lines(), ["dropped, done: false"; 4]);
}

#[test]
fn a_panic_in_a_destructor_is_the_tasks_end_whatever_else_it_was() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in a destructor");
        }
    }
    let done = run(|| async {
        let mut ends = Vec::new();
        for ms in [1, 100] {
            let task = create_task(async move {
                let _bomb = Bomb;
                sleep(ms * MS).await;
                Ok::<(), String>(())
            });
            sleep(10 * MS).await;
            task.cancel();
            ends.push(task.await.expect_err("it panics").to_string());
        }
        ends
    });
    assert_eq!(done.output, ["panicked: in a destructor"; 2]);
}

#[test]
fn a_handle_that_is_awaited_by_another_task_wakes_that_one() {
    let done = run(|| async {
        let task = create_task(async {
            sleep(10 * MS).await;
            Ok::<_, String>(1)
        });
        let mut moved = Box::pin(task.clone());
        // Polled here first, then there: the waker of the last poll counts.
        let here = futures::poll!(moved.as_mut());
        let there = tokio::spawn(moved);
        (here.is_pending(), there.await.expect("it ends"), now())
    });
    assert_eq!(done.output, (true, Ok(1), 10));
}

#[test]
fn a_waker_may_own_the_handle_that_it_is_given_to() {
    use std::sync::{Arc, Mutex};
    use std::task::{Context, Wake};
    /// An executor's task, as simple ones make it: whoever drops the last waker, drops the future.
    struct Owner(Mutex<Option<ch15_tasks::Task<u32, String>>>);
    impl Wake for Owner {
        fn wake(self: Arc<Self>) {}
    }
    run(|| async {
        let task = create_task(std::future::pending::<Result<u32, String>>());
        let mut handle = Box::pin(task.clone());
        let owner = Arc::new(Owner(Mutex::new(None)));
        let waker = Arc::clone(&owner).into();
        let polled = handle.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(polled.is_pending());
        // The other handle waits, too, so that its end wants the lock.
        let mut other = task.clone();
        let noop = futures::task::noop_waker();
        assert!(
            std::pin::Pin::new(&mut other)
                .poll(&mut Context::from_waker(&noop))
                .is_pending()
        );
        *owner.0.lock().expect("unused") = Some(other);
        drop((owner, waker));
        // The last owner of `other` is the waker that this poll replaces.
        assert!(
            handle
                .as_mut()
                .poll(&mut Context::from_waker(&noop))
                .is_pending()
        );
        task.cancel();
        assert!(handle.await.is_err());
    });
}

#[test]
fn equal_handles_are_handles_of_one_task() {
    run(|| async {
        let make = || create_task(async { Ok::<(), String>(()) });
        let (a, b) = (make(), make());
        let hash = |task: &ch15_tasks::Task<(), String>| {
            BuildHasherDefault::<DefaultHasher>::default().hash_one(task)
        };
        assert!(a == a.clone() && a != b);
        assert!(hash(&a) == hash(&a.clone()) && hash(&a) != hash(&b));
    });
}
