//! The table "What happens to the others": each test is one of its cells, by name.
//! Over 300 lines because a table stays in one file.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ch15_tasks::{Task, create_task};
use ch17_waiting::{ReturnWhen, Waited, as_completed, wait};
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use paused::{Log, now, run};
use tokio::task::JoinSet;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Answer = Result<&'static str, &'static str>;
type Named = Task<&'static str, &'static str>;

async fn panics(ms: u32) -> Answer {
    sleep(ms * MS).await;
    panic!("on purpose")
}

/// Three tasks that end at 10 (`b`, as given), 20 and 30 ms.
fn three(log: &Log, b: Answer) -> [Named; 3] {
    [
        create_task(log.work("a", 20, Ok("a"))).named("a"),
        create_task(log.work("b", 10, b)).named("b"),
        create_task(log.work("c", 30, Ok("c"))).named("c"),
    ]
}

/// The same as plain futures, in a set.
fn futures(log: &Log, b: Answer) -> FuturesUnordered<BoxFuture<'static, Answer>> {
    let set = FuturesUnordered::new();
    set.push(log.work("a", 20, Ok("a")).boxed());
    set.push(log.work("b", 10, b).boxed());
    set.push(log.work("c", 30, Ok("c")).boxed());
    set
}

fn join_set(log: &Log, b: Answer) -> JoinSet<Answer> {
    let mut set = JoinSet::new();
    set.spawn(log.work("a", 20, Ok("a")));
    set.spawn(log.work("b", 10, b));
    set.spawn(log.work("c", 30, Ok("c")));
    set
}

/// Runs a test and, after it, enough time for everybody who is still alive to end.
fn after<F>(test: impl FnOnce(Log) -> F + Send + 'static) -> (F::Output, Log)
where
    F: Future<Output: Send + 'static>,
{
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let output = test(inside).await;
        sleep(1000 * MS).await;
        output
    });
    assert_eq!(done.left, 0, "tasks were left");
    (done.output, log)
}

fn names(tasks: impl IntoIterator<Item = Named>) -> Vec<String> {
    let mut names: Vec<_> = tasks.into_iter().map(|task| task.name()).collect();
    names.sort();
    names
}

/// What a caught panic said.
fn words<T>(caught: std::thread::Result<T>) -> Option<&'static str> {
    caught.err()?.downcast_ref::<&str>().copied()
}

fn all_end(log: &Log) -> bool {
    ["a ends at 20", "b ends at 10", "c ends at 30"]
        .iter()
        .all(|line| log.has(line))
}

// ------------------------------------------------------------------ select!

#[test]
fn select_gives() {
    let (output, _) = after(|log| async move {
        let first = tokio::select! {
            a = log.work("a", 20, "a") => a,
            b = log.work("b", 10, "b") => b,
        };
        // At one time: the upper one, if it is told to be biased; either, if it is not.
        let tie = tokio::select! { biased; a = async { "a" } => a, b = async { "b" } => b };
        let mut random = Vec::new();
        for _ in 0..200 {
            random.push(tokio::select! { a = async { "a" } => a, b = async { "b" } => b });
        }
        (first, tie, random.contains(&"a") && random.contains(&"b"))
    });
    assert_eq!(output, ("b", "a", true));
}

#[test]
fn select_one_fails() {
    let (output, log) = after(|log| async move {
        tokio::select! {
            a = log.work("a", 20, Answer::Ok("a")) => a,
            b = log.work("b", 10, Answer::Err("b")) => b,
        }
    });
    assert_eq!(output, Err("b"), "an error is an output like any other");
    assert!(log.has("a is dropped at 10"));
}

#[test]
fn select_one_panics() {
    let (output, log) = after(|log| async move {
        let selects = async {
            tokio::select! {
                a = log.work("a", 20, Answer::Ok("a")) => a,
                b = panics(10) => b,
            }
        };
        words(AssertUnwindSafe(selects).catch_unwind().await)
    });
    assert_eq!(output, Some("on purpose"));
    assert!(log.has("a is dropped at 10"));
}

#[test]
fn select_dropped() {
    let (_, log) = after(|log| async move {
        let selects = async {
            tokio::select! {
                () = log.work("a", 20, ()) => (),
                () = log.work("b", 30, ()) => (),
            }
        };
        tokio::time::timeout(5 * MS, selects).await
    });
    assert!(log.has("a is dropped at 5") && log.has("b is dropped at 5"));
}

#[test]
fn select_loses() {
    let (kept, log) = after(|log| async move {
        let mut progress = 0;
        let worker = async {
            for part in 1..=3 {
                log.work("part", 10, ()).await;
                progress = part;
            }
        };
        tokio::select! { () = worker => (), () = sleep(25 * MS) => () }
        progress
    });
    assert!(log.has("part is dropped at 25"), "what was inside is lost");
    assert_eq!(kept, 2, "what was outside is kept");
}

// --------------------------------------------------------------------- wait

async fn first_of(tasks: &[Named]) -> Waited<&'static str, &'static str> {
    let waited = wait(tasks.to_vec(), ReturnWhen::FirstCompleted, None).await;
    waited.expect("there are tasks")
}

#[test]
fn wait_gives() {
    let (output, _) = after(|log| async move {
        let found = first_of(&three(&log, Ok("b"))).await;
        (names(found.done), names(found.pending))
    });
    assert_eq!(
        output,
        (vec!["b".to_owned()], vec!["a".to_owned(), "c".to_owned()])
    );
}

#[test]
fn wait_one_fails() {
    let (output, log) = after(|log| async move {
        let found = first_of(&three(&log, Err("b"))).await;
        found.done.iter().any(|task| task.exception().is_some())
    });
    assert!(output, "the error is in done");
    assert!(all_end(&log), "the others run on");
}

#[test]
fn wait_one_panics() {
    let (output, log) = after(|log| async move {
        let [a, _, c] = three(&log, Ok("b"));
        let found = first_of(&[a, create_task(panics(5)), c]).await;
        let error = found.done.iter().find_map(Task::exception);
        error.is_some_and(|error| error.is_panic())
    });
    assert!(output, "the panic is in done");
    assert!(all_end(&log), "the others run on");
}

#[test]
fn wait_dropped() {
    let (_, log) = after(|log| async move {
        let tasks = three(&log, Ok("b"));
        let waits = wait(tasks, ReturnWhen::AllCompleted, None);
        tokio::time::timeout(5 * MS, waits).await.map(drop)
    });
    assert!(all_end(&log), "the tasks run on");
}

#[test]
fn wait_loses() {
    let (output, _) = after(|log| async move {
        let tasks = three(&log, Ok("b"));
        for _ in 0..3 {
            let waits = wait(tasks.clone(), ReturnWhen::AllCompleted, None);
            let _ = tokio::time::timeout(5 * MS, waits).await;
        }
        let all = wait(tasks, ReturnWhen::AllCompleted, None).await;
        names(all.expect("there are tasks").done)
    });
    assert_eq!(output, ["a", "b", "c"], "nothing is lost");
}

// ------------------------------------------------------------- as_completed

async fn in_order(tasks: impl IntoIterator<Item = Named>) -> Vec<(String, u64)> {
    let mut ends = as_completed(tasks);
    let mut seen = Vec::new();
    while let Some(task) = ends.next().await {
        seen.push((task.name(), now()));
    }
    seen
}

fn seen(tasks: [(&str, u64); 3]) -> Vec<(String, u64)> {
    tasks.map(|(name, at)| (name.to_owned(), at)).into()
}

#[test]
fn as_completed_gives() {
    let (output, _) = after(|log| async move { in_order(three(&log, Ok("b"))).await });
    assert_eq!(output, seen([("b", 10), ("a", 20), ("c", 30)]));
}

#[test]
fn as_completed_one_fails() {
    let (output, log) = after(|log| async move { in_order(three(&log, Err("b"))).await });
    assert_eq!(output, seen([("b", 10), ("a", 20), ("c", 30)]));
    assert!(all_end(&log), "the others run on");
}

#[test]
fn as_completed_one_panics() {
    let (output, _) = after(|log| async move {
        let [a, _, c] = three(&log, Ok("b"));
        in_order([a, create_task(panics(5)).named("d"), c]).await
    });
    assert_eq!(output, seen([("d", 5), ("a", 20), ("c", 30)]));
}

#[test]
fn as_completed_dropped() {
    let (_, log) = after(|log| async move {
        let mut ends = as_completed(three(&log, Ok("b")));
        drop(ends.next().await);
    });
    assert!(all_end(&log), "the tasks run on");
}

#[test]
fn as_completed_loses() {
    let (output, _) = after(|log| async move {
        let mut ends = as_completed(three(&log, Ok("b")));
        for _ in 0..3 {
            let dropped = tokio::time::timeout(3 * MS, ends.next()).await;
            dropped.expect_err("nobody has ended");
        }
        let mut seen = Vec::new();
        while let Some(task) = ends.next().await {
            seen.push(task.name());
        }
        seen
    });
    assert_eq!(output, ["b", "a", "c"], "nothing is lost");
}

// --------------------------------------------------------- FuturesUnordered

#[test]
fn futures_unordered_gives() {
    let (output, _) = after(|log| async move { futures(&log, Ok("b")).collect::<Vec<_>>().await });
    assert_eq!(output, [Ok("b"), Ok("a"), Ok("c")]);
}

#[test]
fn futures_unordered_one_fails() {
    let (output, log) =
        after(|log| async move { futures(&log, Err("b")).collect::<Vec<_>>().await });
    assert_eq!(output, [Err("b"), Ok("a"), Ok("c")]);
    assert!(all_end(&log), "the others stay in the set");
}

#[test]
fn futures_unordered_one_panics() {
    let (output, _) = after(|log| async move {
        let mut set = futures(&log, Ok("b"));
        set.push(panics(5).boxed());
        let caught = AssertUnwindSafe(set.next()).catch_unwind().await;
        (words(caught), set.collect::<Vec<_>>().await)
    });
    let others = vec![Ok("b"), Ok("a"), Ok("c")];
    assert_eq!(output, (Some("on purpose"), others));
}

#[test]
fn futures_unordered_dropped() {
    let (_, log) = after(|log| async move {
        let mut set = futures(&log, Ok("b"));
        set.next().await.map(drop)
    });
    assert!(log.has("a is dropped at 10") && log.has("c is dropped at 10"));
}

#[test]
fn futures_unordered_loses() {
    let (output, log) = after(|log| async move {
        let mut set = futures(&log, Ok("b"));
        for _ in 0..3 {
            let dropped = tokio::time::timeout(3 * MS, set.next()).await;
            dropped.expect_err("nobody is ready");
        }
        // Nobody polls the set now, and nobody in it goes on.
        sleep(91 * MS).await;
        set.collect::<Vec<_>>().await
    });
    assert_eq!(output.len(), 3, "dropping next() loses nothing");
    let late = ["a ends at 100", "b ends at 100", "c ends at 100"];
    assert!(late.iter().all(|line| log.has(line)), "{:?}", log.lines());
}

// ------------------------------------------------------------------ JoinSet

#[test]
fn join_set_gives() {
    let (output, _) = after(|log| async move {
        let mut set = join_set(&log, Ok("b"));
        let mut seen = Vec::new();
        while let Some(joined) = set.join_next().await {
            seen.push((joined.expect("nobody panics"), now()));
        }
        seen
    });
    assert_eq!(output, [(Ok("b"), 10), (Ok("a"), 20), (Ok("c"), 30)]);
}

#[test]
fn join_set_one_fails() {
    let (output, log) = after(|log| async move {
        let set = join_set(&log, Err("b"));
        set.join_all().await
    });
    assert_eq!(output, [Err("b"), Ok("a"), Ok("c")]);
    assert!(all_end(&log), "the others run on");
}

#[test]
fn join_set_one_panics() {
    let (output, log) = after(|log| async move {
        let mut set = join_set(&log, Ok("b"));
        set.spawn(panics(5));
        let first = set.join_next().await.expect("there are four");
        let panicked = first.expect_err("it panicked").is_panic();
        (panicked, set.join_all().await.len())
    });
    assert_eq!(output, (true, 3));
    assert!(all_end(&log), "the others run on");
}

#[test]
fn join_set_dropped() {
    let (at_once, log) = after(|log| async move {
        let set = join_set(&log, Ok("b"));
        sleep(5 * MS).await;
        drop(set);
        // The drop has returned, and nobody of them has.
        log.lines().len()
    });
    assert_eq!(at_once, 3, "only the three starts: nobody waited");
    let dropped = ["a", "b", "c"].map(|name| format!("{name} is dropped at 5"));
    assert!(dropped.iter().all(|line| log.has(line)), "aborted");
}

#[test]
fn join_set_loses() {
    let (output, _) = after(|log| async move {
        let mut set = join_set(&log, Ok("b"));
        for _ in 0..3 {
            let dropped = tokio::time::timeout(3 * MS, set.join_next()).await;
            dropped.expect_err("nobody has ended");
        }
        set.join_all().await
    });
    assert_eq!(output, [Ok("b"), Ok("a"), Ok("c")], "nothing is lost");
}
