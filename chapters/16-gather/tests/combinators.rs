//! The rows of this chapter in the table of what happens to the others, cell by cell.
//! Over 300 lines because a row is five tests, and the rows stand together to be compared.

use std::fmt::Debug;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use ch15_tasks::{Task, create_task};
use ch16_gather::{gather, gather_limited, gather_settled, gather_tuple};
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use paused::{Log, now, run};
use tokio::time::{sleep, timeout};
use tokio::{join, try_join};

const MS: Duration = Duration::from_millis(1);

type Result<T = u32> = std::result::Result<T, &'static str>;

/// A child's future: a at 10, or b at 20.
type Child = BoxFuture<'static, Result>;

/// What `program` gives and what becomes of its children, until long after its end; it is dropped at 15 if `early`.
fn story<T: Debug>(
    early: bool,
    program: impl AsyncFnOnce(Log) -> T + Send + 'static,
) -> Vec<String> {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let limit = if early { 15 } else { 1000 };
        let program = timeout(limit * MS, program(inside.clone()));
        match AssertUnwindSafe(program).catch_unwind().await {
            Ok(Ok(given)) => inside.note(format_args!("gave {given:?} at {}", now())),
            Ok(Err(_)) => inside.note(format_args!("dropped at {}", now())),
            Err(_) => inside.note(format_args!("panicked at {}", now())),
        }
        sleep(100 * MS).await;
    });
    let mut lines = log.lines();
    lines.retain(|line| !line.contains("starts"));
    lines
}

fn ok(log: &Log) -> (Child, Child) {
    both(log.work("a", 10, Ok(1)), log)
}

fn fails(log: &Log) -> (Child, Child) {
    both(log.work("a", 10, Err("a failed")), log)
}

fn panics(log: &Log) -> (Child, Child) {
    let a = async {
        sleep(10 * MS).await;
        panic!("a panicked, as the test wants it to");
    };
    both(a, log)
}

fn both(a: impl Future<Output = Result> + Send + 'static, log: &Log) -> (Child, Child) {
    (a.boxed(), log.work("b", 20, Ok(2)).boxed())
}

fn tasks((a, b): (Child, Child)) -> [Task<u32, &'static str>; 2] {
    [create_task(a), create_task(b)]
}

/// A value that notes its end.
#[derive(Debug)]
struct Value(Log);

impl Drop for Value {
    fn drop(&mut self) {
        self.0.note(format_args!("a's value is lost at {}", now()));
    }
}

/// a gives a value at 10, b would at 20.
fn values(log: &Log) -> [BoxFuture<'static, Result<Arc<Value>>>; 2] {
    [10, 20].map(|ms| {
        let log = log.clone();
        async move {
            sleep(ms * MS).await;
            Ok(Arc::new(Value(log)))
        }
        .boxed()
    })
}

/// The same, of a task: what it says of itself when the combinator is gone.
fn keeps_values<C: Future>(
    combinator: impl FnOnce([Task<u32, &'static str>; 2]) -> C + Send + 'static,
) {
    let done = run(|| async {
        let tasks = tasks(ok(&Log::new()));
        let a = tasks[0].clone();
        let gone = timeout(15 * MS, combinator(tasks)).await.is_err();
        (gone, a.result())
    });
    assert_eq!(done.output, (true, Some(Ok(1))));
}

const LOST: [&str; 2] = ["a's value is lost at 15", "dropped at 15"];
const B_IS_DROPPED_FIRST: [&str; 3] = ["a ends at 10", "b is dropped at 15", "dropped at 15"];
const B_IS_DROPPED_LATER: [&str; 3] = ["a ends at 10", "dropped at 15", "b is dropped at 15"];

#[test]
fn join_gives() {
    let lines = story(false, async |log| {
        let (a, b) = ok(&log);
        join!(b, a)
    });
    assert_eq!(
        lines,
        ["a ends at 10", "b ends at 20", "gave (Ok(2), Ok(1)) at 20"]
    );
}

#[test]
fn join_one_fails() {
    let lines = story(false, async |log| {
        let (a, b) = fails(&log);
        join!(a, b)
    });
    let gave = r#"gave (Err("a failed"), Ok(2)) at 20"#;
    assert_eq!(lines, ["a ends at 10", "b ends at 20", gave]);
}

#[test]
fn join_one_panics() {
    let lines = story(false, async |log| {
        let (a, b) = panics(&log);
        join!(a, b)
    });
    assert_eq!(lines, ["b is dropped at 10", "panicked at 10"]);
}

#[test]
fn join_dropped() {
    let lines = story(true, async |log| {
        let (a, b) = ok(&log);
        join!(a, b)
    });
    assert_eq!(lines, B_IS_DROPPED_FIRST);
}

#[test]
fn join_loses() {
    let lines = story(true, async |log| {
        let [a, b] = values(&log);
        join!(a, b)
    });
    assert_eq!(lines, LOST);
}

#[test]
fn try_join_gives() {
    let lines = story(false, async |log| {
        let (a, b) = ok(&log);
        try_join!(b, a)
    });
    assert_eq!(
        lines,
        ["a ends at 10", "b ends at 20", "gave Ok((2, 1)) at 20"]
    );
}

#[test]
fn try_join_one_fails() {
    let lines = story(false, async |log| {
        let (a, b) = fails(&log);
        try_join!(a, b)
    });
    let gave = r#"gave Err("a failed") at 10"#;
    assert_eq!(lines, ["a ends at 10", "b is dropped at 10", gave]);
}

#[test]
fn try_join_one_panics() {
    let lines = story(false, async |log| {
        let (a, b) = panics(&log);
        try_join!(a, b)
    });
    assert_eq!(lines, ["b is dropped at 10", "panicked at 10"]);
}

#[test]
fn try_join_dropped() {
    let lines = story(true, async |log| {
        let (a, b) = ok(&log);
        try_join!(a, b)
    });
    assert_eq!(lines, B_IS_DROPPED_FIRST);
}

#[test]
fn try_join_loses() {
    let lines = story(true, async |log| {
        let [a, b] = values(&log);
        try_join!(a, b)
    });
    assert_eq!(lines, LOST);
}

#[test]
fn join_all_gives() {
    let lines = story(false, async |log| {
        let (a, b) = ok(&log);
        join_all([b, a]).await
    });
    assert_eq!(
        lines,
        ["a ends at 10", "b ends at 20", "gave [Ok(2), Ok(1)] at 20"]
    );
}

#[test]
fn join_all_one_fails() {
    let lines = story(false, async |log| {
        let (a, b) = fails(&log);
        join_all([a, b]).await
    });
    let gave = r#"gave [Err("a failed"), Ok(2)] at 20"#;
    assert_eq!(lines, ["a ends at 10", "b ends at 20", gave]);
}

#[test]
fn join_all_one_panics() {
    let lines = story(false, async |log| {
        let (a, b) = panics(&log);
        join_all([a, b]).await
    });
    assert_eq!(lines, ["b is dropped at 10", "panicked at 10"]);
}

#[test]
fn join_all_dropped() {
    let lines = story(true, async |log| {
        let (a, b) = ok(&log);
        join_all([a, b]).await
    });
    assert_eq!(lines, B_IS_DROPPED_FIRST);
}

#[test]
fn join_all_loses() {
    let lines = story(true, async |log| join_all(values(&log)).await);
    assert_eq!(lines, LOST);
}

#[test]
fn gather_gives() {
    let lines = story(false, async |log| {
        let (a, b) = ok(&log);
        gather(tasks((b, a))).await
    });
    assert_eq!(
        lines,
        ["a ends at 10", "b ends at 20", "gave Ok([2, 1]) at 20"]
    );
}

#[test]
fn gather_one_fails() {
    let lines = story(false, async |log| gather(tasks(fails(&log))).await);
    let gave = r#"gave Err(Failed("a failed")) at 10"#;
    assert_eq!(lines, ["a ends at 10", gave, "b ends at 20"]);
}

#[test]
fn gather_one_panics() {
    let lines = story(false, async |log| {
        let result = gather(tasks(panics(&log))).await;
        result.unwrap_err().is_panic()
    });
    assert_eq!(lines, ["gave true at 10", "b ends at 20"]);
}

#[test]
fn gather_dropped() {
    let lines = story(true, async |log| gather(tasks(ok(&log))).await);
    assert_eq!(lines, B_IS_DROPPED_LATER);
}

#[test]
fn gather_loses() {
    keeps_values(gather);
}

#[test]
fn gather_settled_gives() {
    let lines = story(false, async |log| {
        let (a, b) = ok(&log);
        gather_settled(tasks((b, a))).await
    });
    assert_eq!(
        lines,
        ["a ends at 10", "b ends at 20", "gave [Ok(2), Ok(1)] at 20"]
    );
}

#[test]
fn gather_settled_one_fails() {
    let lines = story(false, async |log| gather_settled(tasks(fails(&log))).await);
    let gave = r#"gave [Err(Failed("a failed")), Ok(2)] at 20"#;
    assert_eq!(lines, ["a ends at 10", "b ends at 20", gave]);
}

#[test]
fn gather_settled_one_panics() {
    let lines = story(false, async |log| {
        let results = gather_settled(tasks(panics(&log))).await;
        (
            results[0].clone().unwrap_err().is_panic(),
            results[1].clone(),
        )
    });
    assert_eq!(lines, ["b ends at 20", "gave (true, Ok(2)) at 20"]);
}

#[test]
fn gather_settled_dropped() {
    let lines = story(true, async |log| gather_settled(tasks(ok(&log))).await);
    assert_eq!(lines, B_IS_DROPPED_LATER);
}

#[test]
fn gather_settled_loses() {
    keeps_values(gather_settled);
}

/// Two at a time, of three; the third would note that it ended.
async fn limited(
    (a, b): (Child, Child),
    log: &Log,
) -> ch15_tasks::TaskResult<Vec<u32>, &'static str> {
    gather_limited(2, [b, a, log.work("c", 20, Ok(3)).boxed()]).await
}

#[test]
fn gather_limited_gives() {
    let lines = story(false, async |log| limited(ok(&log), &log).await);
    assert_eq!(
        lines,
        [
            "a ends at 10",
            "b ends at 20",
            "c ends at 30",
            "gave Ok([2, 1, 3]) at 30"
        ]
    );
}

#[test]
fn gather_limited_one_fails() {
    let lines = story(false, async |log| limited(fails(&log), &log).await);
    let gave = r#"gave Err(Failed("a failed")) at 10"#;
    assert_eq!(lines, ["a ends at 10", gave, "b ends at 20"]);
}

#[test]
fn gather_limited_one_panics() {
    let lines = story(false, async |log| {
        let result = limited(panics(&log), &log).await;
        result.unwrap_err().is_panic()
    });
    assert_eq!(lines, ["gave true at 10", "b ends at 20"]);
}

#[test]
fn gather_limited_dropped() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let (a, b) = ok(&inside);
        let all = limited((a, b), &inside);
        timeout(5 * MS, all)
            .await
            .expect_err("too early for all of them");
        sleep(100 * MS).await;
    });
    assert_eq!(
        log.sorted(),
        [
            "a is dropped at 5",
            "a starts at 0",
            "b is dropped at 5",
            "b starts at 0"
        ]
    );
}

#[test]
fn gather_limited_loses() {
    let lines = story(true, async |log| gather_limited(2, values(&log)).await);
    assert_eq!(lines, LOST);
}

#[test]
fn gather_tuple_gives() {
    let lines = story(false, async |log| {
        let [a, b] = tasks(ok(&log));
        gather_tuple!(b, create_task(log.work("c", 5, Ok("c"))), a)
    });
    assert_eq!(
        lines,
        [
            "c ends at 5",
            "a ends at 10",
            "b ends at 20",
            r#"gave Ok((2, "c", 1)) at 20"#
        ]
    );
}

#[test]
fn gather_tuple_one_fails() {
    let lines = story(false, async |log| {
        let [a, b] = tasks(fails(&log));
        gather_tuple!(a, b)
    });
    let gave = r#"gave Err(Failed("a failed")) at 10"#;
    assert_eq!(lines, ["a ends at 10", gave, "b ends at 20"]);
}

#[test]
fn gather_tuple_one_panics() {
    let lines = story(false, async |log| {
        let [a, b] = tasks(panics(&log));
        gather_tuple!(a, b).unwrap_err().is_panic()
    });
    assert_eq!(lines, ["gave true at 10", "b ends at 20"]);
}

#[test]
fn gather_tuple_dropped() {
    let lines = story(true, async |log| {
        let [a, b] = tasks(ok(&log));
        gather_tuple!(a, b)
    });
    assert_eq!(lines, B_IS_DROPPED_LATER);
}

#[test]
fn gather_tuple_loses() {
    keeps_values(async |[a, b]| gather_tuple!(a, b));
}
