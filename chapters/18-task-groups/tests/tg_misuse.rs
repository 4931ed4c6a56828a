//! Rows of group TG about wrong use, and what a group promises beyond the rows.

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ch18_task_groups::{Closed, Failure, Group, Lost, Why, task_group};
use common::{Boom, fails, gives, ms};
use futures::FutureExt;
use paused::{Log, now, run};

#[test]
fn tg_30_a_group_is_entered_once() {
    // A group is entered by the call that makes it, and its future is moved into the await. See the example of `task_group`
    // that must not compile. What is left to test: the body is called once.
    let done = run(|| async {
        let mut entered = 0;
        task_group(|_: Group<Boom>| {
            entered += 1;
            async { Ok(()) }
        })
        .await
        .unwrap();
        entered
    });
    assert_eq!(done.output, 1);
}

#[test]
fn tg_31_a_finished_group_takes_no_child() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let group = task_group(|group: Group<Boom>| async move { Ok(group) })
            .await
            .unwrap();
        let refused = group.try_spawn(noted.work("late", 0, Ok(()))).unwrap_err();
        let spawn = std::panic::AssertUnwindSafe(async { drop(group.spawn(gives((), 0))) });
        let panic = spawn.catch_unwind().await.unwrap_err();
        let panic = *panic.downcast::<&str>().unwrap();
        (refused.why, refused.to_string(), panic)
    });
    let (why, text, panic) = done.output;
    assert_eq!(why, Closed::Ended);
    assert_eq!(text, "not spawned: the group has ended");
    assert!(
        panic.starts_with("spawned into a task group that has ended"),
        "{panic}"
    );
    assert_eq!(log.lines(), Vec::<String>::new());
}

#[test]
fn tg_32_outside_of_a_runtime_nothing_can_be_spawned() {
    let group = task_group(|group| async move { Ok(group.spawn(gives((), 0)).await?) });
    let panic = std::panic::AssertUnwindSafe(group)
        .catch_unwind()
        .now_or_never();
    let panic = panic.expect("it does not wait").unwrap_err();
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or(panic.downcast_ref().cloned()).unwrap();
    assert!(text.contains("Tokio 1.x runtime"), "{text}");
    let alone = task_group(|_: Group<Boom>| async { Ok(1) }).now_or_never();
    assert_eq!(
        alone,
        Some(Ok(1)),
        "a group without children needs no runtime"
    );
}

#[test]
fn tg_38_what_is_refused_is_given_back_or_dropped() {
    let done = run(|| async {
        let group = task_group(|group: Group<Boom>| async move { Ok(group) })
            .await
            .unwrap();
        let held = Arc::new(());
        let kept = held.clone();
        let refused = group.try_spawn(async move {
            drop(kept);
            Ok(())
        });
        let refused = refused.unwrap_err();
        assert_eq!(Arc::strong_count(&held), 2);
        let runs_elsewhere = refused.future.await;
        (runs_elsewhere, Arc::strong_count(&held))
    });
    assert_eq!(done.output, (Ok(()), 1));
}

#[test]
fn a_group_whose_owner_is_dropped_leaves_nobody_behind() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let escaped = Arc::new(Mutex::new(None));
        let handle = escaped.clone();
        let owner = task_group(|group| async move {
            *handle.lock().unwrap() = Some(group.clone());
            group.spawn(noted.work("plain", 1000, Ok::<_, Boom>(())));
            let listening = noted.clone();
            group.spawn_cooperative(|requests| async move {
                let _work = listening.starts("cooperative");
                Err::<(), _>(requests.requested().await.into())
            });
            noted.work("body", 1000, Ok(())).await
        });
        let limited = tokio::time::timeout(std::time::Duration::from_millis(100), owner);
        assert!(limited.await.is_err());
        let group = escaped.lock().unwrap().take().unwrap();
        let refused = group.try_spawn(gives((), 0)).unwrap_err().why;
        tokio::task::yield_now().await;
        (
            refused,
            tokio::runtime::Handle::current()
                .metrics()
                .num_alive_tasks(),
            now(),
        )
    });
    assert_eq!(done.output, (Closed::Ended, 0, 100), "one turn later");
    let ended = [
        "body is dropped at 100",
        "cooperative is dropped at 100",
        "plain is dropped at 100",
    ];
    assert!(ended.iter().all(|line| log.has(line)), "{:?}", log.lines());
}

#[test]
fn a_panic_of_a_child_goes_on_once_all_have_ended() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let group = task_group(|group| async move {
            group.spawn(fails("too", 20));
            group.spawn(async {
                ms(10).await;
                std::panic::resume_unwind(Box::new("first"));
                #[allow(unreachable_code)]
                Ok(())
            });
            let cleanup = noted.clone();
            group.spawn_cooperative(|requests| async move {
                requests.requested().await;
                ms(90).await;
                cleanup.note(format_args!("cleaned up at {}", now()));
                std::panic::resume_unwind(Box::new("second"));
                #[allow(unreachable_code)]
                Ok(())
            });
            noted.work("body", 1000, Ok(())).await
        });
        let panic = std::panic::AssertUnwindSafe(group)
            .catch_unwind()
            .await
            .unwrap_err();
        *panic.downcast::<&str>().unwrap()
    });
    assert_eq!(done.output, "first");
    let lines = [
        "body starts at 0",
        "body is dropped at 10",
        "cleaned up at 100",
    ];
    assert_eq!(log.lines(), lines);
    assert_eq!(done.left, 0);
}

/// A group as a task, on any thread: its future is `Send`, with a handle inside that children share.
#[test]
fn a_group_can_be_spawned() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let sum = runtime.block_on(runtime.spawn(async {
        task_group(|group| async move {
            let siblings = group.clone();
            let first = group.spawn(async move {
                let sibling = siblings.spawn(async { Ok::<_, Boom>(1) });
                Ok(sibling)
            });
            Ok(1 + first.await?.await?)
        })
        .await
    }));
    assert_eq!(sum.unwrap(), Ok(2));
}

/// On many threads, what a child has left behind is gone when the group ends: its future, and its value that nobody wants.
#[test]
fn when_a_group_ends_its_childrens_values_are_dropped() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(async {
        for _ in 0..500 {
            let held = Arc::new(());
            let counted = held.clone();
            let failing = Arc::new(AtomicBool::new(false));
            let result: Result<(), _> = task_group(|group| async move {
                for n in 0..4 {
                    let (held, fails) = (counted.clone(), failing.clone());
                    group.spawn(async move {
                        tokio::task::yield_now().await;
                        match n == 3 && !fails.swap(true, Ordering::Relaxed) {
                            true => Err(Boom("one")),
                            false => Ok(held),
                        }
                    });
                }
                drop(counted);
                Ok::<_, Failure<Boom>>(())
            })
            .await;
            assert_eq!(result.unwrap_err().to_string(), "Group[Boom(one)]");
            assert_eq!(Arc::strong_count(&held), 1);
        }
    });
}

#[test]
fn a_child_that_was_cancelled_alone_is_missed_by_the_body_only() {
    let done = run(|| async {
        let alone = task_group(|group| async move {
            let child = group.spawn(gives((), 1000));
            group.spawn(gives((), 50));
            assert!(child.cancel());
            let lost: Result<(), Lost<Boom>> = child.await;
            Ok(lost.unwrap_err().why)
        });
        let alone = alone.await.unwrap();
        let needed: Result<(), _> = task_group(|group| async move {
            let child = group.spawn(gives((), 1000));
            child.cancel();
            Ok(child.await?)
        })
        .await;
        (alone, needed.unwrap_err().to_string())
    });
    let needed = "Group[the child was cancelled, and has no value]".to_owned();
    assert_eq!(done.output, (Why::Cancelled, needed));
}
