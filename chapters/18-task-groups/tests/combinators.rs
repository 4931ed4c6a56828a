//! The rows `task_group` and `scope` of the table "What happens to the others".

mod common;

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch18_task_groups::{Failure, scope, task_group};
use common::{Boom, fails, gives, ms};
use futures::FutureExt;
use paused::{Log, now, run};
use tokio::task::yield_now;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_millis(50);

async fn panics(after: u64) -> Result<(), Boom> {
    ms(after).await;
    resume_unwind(Box::new("panic"))
}

#[test]
fn task_group_gives() {
    let done = run(|| async {
        let group = task_group(async |group| {
            let (a, b) = (group.spawn(gives('a', 20)), group.spawn(gives('b', 10)));
            group.spawn(gives((), 100));
            Ok::<_, Failure<Boom>>((a.await?, b.await?))
        });
        (group.await, now())
    });
    assert_eq!(
        done.output,
        (Ok(('a', 'b')), 100),
        "the body's value, after the last child"
    );
}

#[test]
fn task_group_one_fails() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let group = task_group(async |group| {
            group.spawn(fails("a", 10));
            group.spawn(noted.work("b", 100, Ok(())));
            noted.work("body", 100, Ok(())).await
        });
        (group.await.unwrap_err().to_string(), now())
    });
    assert_eq!(done.output, ("Group[Boom(a)]".to_owned(), 10));
    assert!(log.has("b is dropped at 10") && log.has("body is dropped at 10"));
    assert_eq!(done.left, 0);
}

#[test]
fn task_group_one_panics() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let group = task_group(async |group| {
            group.spawn(panics(10));
            group.spawn(noted.work("b", 100, Ok(())));
            noted.work("body", 100, Ok(())).await
        });
        let panic = AssertUnwindSafe(group).catch_unwind().await.unwrap_err();
        assert!(noted.has("b is dropped at 10") && noted.has("body is dropped at 10"));
        panic.downcast_ref::<&str>().copied()
    });
    assert_eq!(done.output, Some("panic"));
}

#[test]
fn task_group_dropped() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let group = task_group(async |group| {
            group.spawn(noted.work("a", 100, Ok::<_, Boom>(())));
            noted.work("body", 100, Ok(())).await
        });
        assert!(timeout(LIMIT, group).await.is_err());
        assert!(noted.has("body is dropped at 50") && !noted.has("a is dropped at 50"));
        yield_now().await;
        noted.has("a is dropped at 50")
    });
    assert!(done.output, "aborted, and gone one turn later");
}

#[test]
fn task_group_loses() {
    let done = run(|| async {
        let mut kept = None;
        let group = task_group(async |group| {
            kept = Some(group.spawn(gives("early", 10)));
            group.spawn(gives((), 100));
            Ok::<_, Failure<Boom>>("the body's value")
        });
        assert!(timeout(LIMIT, group).await.is_err());
        kept.unwrap().await
    });
    assert_eq!(
        done.output,
        Ok("early"),
        "values in handles outside are kept, all else is lost"
    );
}

#[test]
fn scope_gives() {
    let done = run(|| async {
        let scope = scope(async |scope| {
            let (a, b) = (scope.spawn(gives('a', 20)), scope.spawn(gives('b', 10)));
            scope.spawn(gives((), 100));
            Ok::<_, Failure<Boom>>((a.await?, b.await?))
        });
        (scope.await, now())
    });
    assert_eq!(done.output, (Ok(('a', 'b')), 100));
}

#[test]
fn scope_one_fails() {
    let done = run(|| async {
        let log = Log::new();
        let scope = scope(async |scope| {
            scope.spawn(fails("a", 10));
            scope.spawn(log.work("b", 100, Ok(())));
            log.work("body", 100, Ok(())).await
        });
        let error = scope.await.unwrap_err().to_string();
        assert!(log.has("b is dropped at 10") && log.has("body is dropped at 10"));
        error
    });
    assert_eq!(done.output, "Group[Boom(a)]");
}

#[test]
fn scope_one_panics() {
    let done = run(|| async {
        let log = Log::new();
        let scope = scope(async |scope| {
            scope.spawn(panics(10));
            scope.spawn(log.work("b", 100, Ok(())));
            log.work("body", 100, Ok(())).await
        });
        let panic = AssertUnwindSafe(scope).catch_unwind().await.unwrap_err();
        assert!(log.has("b is dropped at 10") && log.has("body is dropped at 10"));
        panic.downcast_ref::<&str>().copied()
    });
    assert_eq!(done.output, Some("panic"));
}

#[test]
fn scope_dropped() {
    let done = run(|| async {
        let log = Log::new();
        let scope = scope(async |scope| {
            scope.spawn(log.work("a", 100, Ok::<_, Boom>(())));
            log.work("body", 100, Ok(())).await
        });
        assert!(timeout(LIMIT, scope).await.is_err());
        log.sorted()
    });
    assert_eq!(
        done.output[0], "a is dropped at 50",
        "at once, without a turn of the runtime"
    );
    assert_eq!(done.output[2], "body is dropped at 50");
}

#[test]
fn scope_loses() {
    let done = run(|| async {
        let kept = Arc::new(Mutex::new(None));
        let place = kept.clone();
        let scope = scope(async move |scope| {
            *place.lock().unwrap() = Some(scope.spawn(gives("early", 10)));
            scope.spawn(gives((), 100));
            Ok::<_, Failure<Boom>>("the body's value")
        });
        assert!(timeout(LIMIT, scope).await.is_err());
        let early = kept.lock().unwrap().take().unwrap();
        early.await
    });
    assert_eq!(done.output, Ok("early"));
}
