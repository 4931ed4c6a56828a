//! Rows of group TG that need no requests: children and bodies that are dropped at an await.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use ch18_task_groups::{Failure, Group, GroupError, Why, task_group};
use common::{Boom, fails, gives, ms};
use futures::FutureExt;
use paused::{Log, now, run};

fn texts<T: std::fmt::Debug>(result: Result<T, GroupError<Boom>>) -> String {
    result.expect_err("the group fails").to_string()
}

#[test]
fn tg_01_the_group_ends_with_its_slowest_child() {
    let done = run(|| async {
        let children = task_group(|group| async move {
            let children = (group.spawn(gives(42, 100)), group.spawn(gives(11, 200)));
            Ok::<_, Failure<Boom>>(children)
        });
        let (a, b) = children.await.unwrap();
        assert!(a.done() && b.done());
        (a.await, b.await, now())
    });
    assert_eq!(done.output, (Ok(42), Ok(11), 200));
    assert_eq!(done.left, 0);
}

#[test]
fn tg_02_results_outlive_their_children() {
    let done = run(|| async {
        let (a, b) = task_group(|group| async move {
            let a = group.spawn(gives("a", 100));
            ms(150).await;
            assert!(a.done());
            let b = group.spawn(gives("b", 200));
            Ok((a, b))
        })
        .await
        .unwrap();
        (a.await, b.await, now())
    });
    assert_eq!(done.output, (Ok("a"), Ok("b"), 350));
}

#[test]
fn tg_04_a_child_that_fails_cancels_its_sibling() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let mut handle = None;
        let result = task_group(|group| {
            group.spawn(fails("A", 100));
            handle = Some(group.spawn(noted.work("B", 1000, Ok(()))));
            async { Ok(()) }
        });
        let result = result.await;
        (
            texts(result),
            handle.unwrap().await.map_err(|lost| lost.why),
            now(),
        )
    });
    let (text, b, at) = done.output;
    assert_eq!(
        (text.as_str(), b, at),
        ("Group[Boom(A)]", Err(Why::Cancelled), 100)
    );
    assert_eq!(log.lines(), ["B starts at 0", "B is dropped at 100"]);
    assert_eq!(done.left, 0);
}

#[test]
fn tg_05_children_that_fail_cancel_the_body_and_the_sleeper() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let result: Result<(), _> = task_group(|group| async move {
            for _ in 0..3 {
                group.spawn(fails("child", 100));
            }
            group.spawn(noted.work("sleeper", 5000, Ok(())));
            noted.work("body", 10_000, Ok(())).await
        })
        .await;
        (result.unwrap_err(), now())
    });
    let (error, at) = done.output;
    let errors = error.errors().len();
    assert!((1..=3).contains(&errors), "{error}");
    assert!(error.errors().iter().all(|&error| *error == Boom("child")));
    assert_eq!(
        error.failures().len(),
        errors,
        "the body adds nothing: {error}"
    );
    assert_eq!(at, 100);
    assert!(log.has("body is dropped at 100") && log.has("sleeper is dropped at 100"));
}

#[test]
fn tg_09_an_error_of_the_body_is_in_an_aggregate_too() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let result: Result<(), _> = task_group(|group| async move {
            group.spawn(noted.work("a", 1000, Ok(())));
            group.spawn(noted.work("b", 1000, Ok(())));
            ms(100).await;
            Err(Boom("body").into())
        })
        .await;
        (texts(result), now())
    });
    assert_eq!(done.output, ("Group[Boom(body)]".to_owned(), 100));
    assert!(log.has("a is dropped at 100") && log.has("b is dropped at 100"));
}

#[test]
fn tg_13_outer_child_fails_and_the_inner_group_is_cancelled_flat() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let result: Result<(), _> = task_group(|outer| async move {
            outer.spawn(fails("outer", 100));
            task_group(|inner| async move {
                inner.spawn(noted.work("inner child", 10_000, Ok::<_, Boom>(())));
                Ok(())
            })
            .await?;
            Ok(())
        })
        .await;
        (texts(result), now())
    });
    assert_eq!(done.output, ("Group[Boom(outer)]".to_owned(), 100));
    assert!(log.has("inner child is dropped at 100"));
    assert_eq!(done.left, 0);
}

#[test]
fn a_failed_inner_group_stays_a_group_in_the_outer_one() {
    let done = run(|| async {
        let result: Result<(), _> = task_group(|outer| async move {
            task_group(|inner| async move {
                inner.spawn(fails("inner", 100));
                Ok(())
            })
            .await?;
            outer.spawn(fails("never", 0));
            Ok(())
        })
        .await;
        texts(result)
    });
    assert_eq!(done.output, "Group[Group[Boom(inner)]]");
}

struct PanicsWhenDropped(&'static str);

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        std::panic::panic_any(self.0);
    }
}

#[test]
fn tg_20_a_panic_of_the_bodys_cleanup_comes_out_bare() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let group = task_group(|group| async move {
            group.spawn(fails("child", 100));
            group.spawn(noted.work("sibling", 1000, Ok(())));
            let _cleanup = PanicsWhenDropped("interrupt");
            ms(1000).await;
            Ok(())
        });
        let panic = std::panic::AssertUnwindSafe(group).catch_unwind().await;
        (*panic.unwrap_err().downcast::<&str>().unwrap(), now())
    });
    assert_eq!(done.output, ("interrupt", 100));
    assert!(
        log.has("sibling is dropped at 100"),
        "drained before the panic goes on"
    );
    assert_eq!(done.left, 0);
}

#[test]
fn tg_24_grandchildren_keep_the_group_open() {
    let done = run(|| async {
        let group = task_group(|group: Group<Boom>| async move {
            let handle = group.clone();
            group.spawn(async move {
                ms(100).await;
                handle.spawn(gives((), 100));
                handle.spawn(gives((), 200));
                Ok(())
            });
            Ok(group)
        });
        let group = group.await.unwrap();
        let refused = group.try_spawn(gives((), 0)).is_err();
        (now(), refused)
    });
    assert_eq!(done.output, (300, true));
}

/// Starts two like itself, for ever.
fn respawns(
    group: Group<Boom>,
    started: Arc<AtomicU32>,
) -> futures::future::BoxFuture<'static, Result<(), Boom>> {
    async move {
        started.fetch_add(1, Ordering::Relaxed);
        ms(1).await;
        for _ in 0..2 {
            group.spawn(respawns(group.clone(), started.clone()));
        }
        Ok(())
    }
    .boxed()
}

#[test]
fn tg_25_the_abort_is_not_outrun_by_spawning() {
    let done = run(|| async {
        let started = Arc::new(AtomicU32::new(0));
        let count = started.clone();
        let result: Result<(), _> = task_group(|group| async move {
            group.spawn(respawns(group.clone(), started.clone()));
            group.spawn(async move {
                while started.load(Ordering::Relaxed) < 10 {
                    ms(1).await;
                }
                Err::<(), _>(Boom("sibling"))
            });
            Ok(())
        })
        .await;
        (texts(result), count.load(Ordering::Relaxed) >= 10)
    });
    assert_eq!(done.output, ("Group[Boom(sibling)]".to_owned(), true));
    assert_eq!(done.left, 0);
}

#[test]
fn tg_26_a_child_has_the_name_that_it_was_given() {
    let done = run(|| async {
        let name = task_group(|group| async move {
            let child = group.spawn(gives((), 1)).named("yolo");
            Ok::<_, Failure<Boom>>(child.name().map(str::to_owned))
        });
        name.await.unwrap()
    });
    assert_eq!(done.output.as_deref(), Some("yolo"));
}

tokio::task_local! {
    static SEEN: Arc<AtomicU32>;
}

#[test]
fn tg_27_children_in_one_context_share_it() {
    let done = run(|| async {
        let context = Arc::new(AtomicU32::new(0));
        let shared = context.clone();
        let seen = task_group(|group| async move {
            let mut seen = vec![context.load(Ordering::Relaxed)];
            for _ in 0..2 {
                let set = async { Ok::<_, Boom>(SEEN.get().fetch_add(1, Ordering::Relaxed)) };
                group.spawn(SEEN.scope(shared.clone(), set)).await?;
                seen.push(context.load(Ordering::Relaxed));
            }
            Ok(seen)
        });
        seen.await.unwrap()
    });
    assert_eq!(done.output, [0, 1, 2]);
}
