//! asyncio's promises about tasks, group TK: what a task is, gives, and is called. (What it does when cancelled: `tk_cancel.rs`.)

use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use ch15_tasks::{Task, TaskError, all_tasks, create_task, supervise};
use paused::{Log, now, run};
use tokio::runtime::Builder;
use tokio::sync::{Notify, oneshot};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

/// What nobody here gives.
type Never = String;

fn giving<T: Clone + Send + 'static>(value: T, ms: u64) -> Task<T, Never> {
    create_task(async move {
        sleep(ms as u32 * MS).await;
        Ok(value)
    })
}

#[test]
fn tk_01_a_task_runs_by_itself_and_keeps_its_result() {
    let done = run(|| async {
        let task = giving("ok", 5);
        let early = (task.done(), task.result());
        sleep(10 * MS).await;
        (early, task.done(), task.result(), task.exception())
    });
    let ok = Some(Ok("ok"));
    assert_eq!(done.output, ((false, None), true, ok, None));
}

#[test]
fn tk_02_a_handle_is_a_future_already() {
    let done = run(|| async {
        let task = giving(1, 5);
        let same = task.clone().into_future();
        (task == same, same.await)
    });
    assert_eq!(done.output, (true, Ok(1)));
}

#[test]
fn tk_03_what_becomes_a_future_becomes_a_task() {
    struct Ticket(u32);
    impl IntoFuture for Ticket {
        type Output = Result<u32, Never>;
        type IntoFuture = std::future::Ready<Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            std::future::ready(Ok(self.0))
        }
    }
    let done = run(|| async { create_task(Ticket(7).into_future()).await });
    assert_eq!(done.output, Ok(7));
}

#[test]
fn tk_05_names_are_numbered_given_or_made_of_other_values() {
    let done = run(|| async {
        let (first, second) = (giving(1, 0), giving(2, 0));
        let named = giving(3, 0).named("fetch");
        let before = named.name();
        named.set_name(404);
        (first.name(), second.name(), before, named.name())
    });
    let (first, second, before, after) = done.output;
    let number = |name: &str| {
        name.strip_prefix("Task-")
            .and_then(|n| n.parse::<u64>().ok())
    };
    assert!(
        number(&first).is_some() && number(&first) < number(&second),
        "{first} {second}"
    );
    assert_eq!((before.as_str(), after.as_str()), ("fetch", "404"));
}

#[test]
fn tk_06_its_text_says_its_state_and_its_name() {
    let done = run(|| async {
        let task = giving(1, 50).named("t");
        let texts = [task.clone(), giving(2, 0).named("u")];
        let mut seen = vec![format!("{:?}", texts[0])];
        task.cancel();
        seen.push(format!("{task:?}"));
        let _ = task.clone().await;
        let _ = texts[1].clone().await;
        seen.extend(texts.map(|task| format!("{task:?}")));
        seen
    });
    assert_eq!(
        done.output,
        [
            r#"<Task pending name="t">"#,
            r#"<Task cancelling name="t">"#,
            r#"<Task cancelled name="t">"#,
            r#"<Task finished name="u">"#
        ]
    );
}

#[test]
fn tk_07_awaits_inside_a_task_make_no_tasks() {
    async fn inner(value: u32) -> u32 {
        sleep(MS).await;
        value
    }
    let done = run(|| async {
        let alive = || {
            tokio::runtime::Handle::current()
                .metrics()
                .num_alive_tasks()
        };
        let outer =
            create_task(
                async move { Ok::<_, Never>((inner(42).await + inner(1000).await, alive())) },
            );
        outer.await
    });
    assert_eq!(done.output, Ok((1042, 1)));
}

#[test]
fn tk_22_the_very_object_is_handed_over() {
    let done = run(|| async {
        let object = Arc::new("object");
        let (sender, receiver) = oneshot::channel();
        let task = create_task(async { receiver.await.map_err(|error| error.to_string()) });
        sender.send(object.clone()).expect("the task waits");
        Arc::ptr_eq(&object, &task.await.expect("it was sent"))
    });
    assert!(done.output);
}

#[test]
fn tk_23_the_tasks_own_result_stands() {
    // There is no setter, so nothing to refuse. What comes afterwards changes nothing.
    let done = run(|| async {
        let task = giving(1, 0);
        let given = task.clone().await;
        task.cancel();
        task.abort();
        (given, task.await)
    });
    assert_eq!(done.output, (Ok(1), Ok(1)));
}

#[test]
fn tk_26_a_task_knows_itself_at_every_point() {
    let done = run(|| async {
        let outside = tokio::task::try_id();
        let body = |ms: u32| async move {
            let mut ids = vec![tokio::task::id()];
            for _ in 0..3 {
                sleep(ms * MS).await;
                ids.push(tokio::task::id());
            }
            ids
        };
        let (a, b) = (tokio::spawn(body(2)), tokio::spawn(body(3)));
        let right = [a.id(), b.id()];
        let seen = [a.await.expect("it ends"), b.await.expect("it ends")];
        let itself = |i: usize| seen[i].iter().all(|id| *id == right[i]);
        (outside, itself(0), itself(1), right[0] != right[1])
    });
    assert_eq!(done.output, (None, true, true, true));
}

#[test]
#[expect(clippy::async_yields_async, reason = "the row is about this")]
fn tk_28_a_future_that_is_given_is_not_awaited() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let task = tokio::spawn(async move { inside.work("inner", 10, 7) });
        let inner = task.await.expect("it ends");
        let waited = now();
        (waited, inner.await, now())
    });
    assert_eq!(done.output, (0, 7, 10));
    assert_eq!(log.lines(), ["inner starts at 0", "inner ends at 10"]);
}

#[test]
fn tk_31_a_task_without_handles_goes_on_and_goes_with_its_runtime() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        drop(create_task(inside.work("short", 10, Ok::<(), Never>(()))));
        drop(create_task(inside.work("long", 100, Ok::<(), Never>(()))));
        sleep(20 * MS).await;
    });
    assert_eq!(done.left, 1);
    assert!(log.has("short ends at 10"));
    // asyncio reports a task that is destroyed while it is pending; a runtime that goes says nothing.
    let dropped = log
        .lines()
        .iter()
        .filter(|line| line.starts_with("long is dropped"))
        .count();
    assert_eq!(dropped, 1, "{:?}", log.lines());
}

#[test]
fn tk_32_a_runtime_that_stops_keeps_its_tasks() {
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    let runtime = runtime.expect("a runtime");
    let stop = Arc::new(Notify::new());
    let stopping = Arc::clone(&stop);
    let [task] = runtime.block_on(async {
        let task = create_task(async move {
            for step in 1..=10 {
                sleep(100 * MS).await;
                if step == 2 {
                    stopping.notify_one();
                }
            }
            Ok::<_, Never>(())
        });
        stop.notified().await;
        [task]
    });
    assert!(!task.done(), "stopped before it was completed");
    runtime.block_on(async { sleep(100 * MS).await });
    assert!(!task.done(), "and run on");
    task.cancel();
    let outcome = runtime.block_on(task);
    assert!(outcome.is_err_and(|error| error.is_cancelled()));
}

#[test]
fn tk_36_live_tasks_are_listed_and_finished_ones_are_not() {
    let done = run(|| async {
        assert_eq!(
            all_tasks(),
            [""; 0],
            "outside of a supervisor nobody keeps a list"
        );
        supervise(async {
            let tasks = [10, 20].map(|ms| giving((), ms).named(format!("{ms} ms")));
            let mut seen = vec![all_tasks()];
            for task in tasks {
                let _ = task.await;
                seen.push(all_tasks());
            }
            seen
        })
        .await
    });
    assert_eq!(done.output, [vec!["10 ms", "20 ms"], vec!["20 ms"], vec![]]);
}

/// asyncio refuses this (TK-37).
#[test]
fn a_task_of_another_runtime_can_be_awaited() {
    let other = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build();
    let other = other.expect("a runtime");
    let guard = other.enter();
    let task = giving(7, 1);
    drop(guard);
    let here = Builder::new_current_thread().build().expect("a runtime");
    assert_eq!(here.block_on(task), Ok(7));
}

#[test]
fn a_task_outlives_neither_its_runtime_nor_the_truth() {
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    let task = {
        let _here = runtime.enter();
        create_task(std::future::pending::<Result<(), Never>>())
    };
    drop(runtime);
    assert!(matches!(task.result(), Some(Err(TaskError::Cancelled(_)))));
}
