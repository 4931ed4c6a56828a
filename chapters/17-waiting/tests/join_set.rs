//! `JoinSet` as it is, beyond the cells of the table.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use paused::{Log, run};
use tokio::task::JoinSet;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

#[test]
fn it_takes_new_tasks_after_abort_all() {
    let done = run(|| async {
        let mut set = JoinSet::new();
        set.spawn(async {
            sleep(10 * MS).await;
            "old"
        });
        set.abort_all();
        set.spawn(async { "new" });
        let mut seen = Vec::new();
        while let Some(joined) = set.join_next().await {
            seen.push(joined.map_err(|error| error.is_cancelled()));
        }
        seen.sort();
        seen
    });
    assert_eq!(done.output, [Ok("new"), Err(true)]);
}

#[test]
fn shutdown_aborts_and_waits() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let mut set = JoinSet::new();
        set.spawn(inside.work("a", 100, ()));
        sleep(5 * MS).await;
        set.shutdown().await;
        (inside.lines(), set.len())
    });
    let lines = ["a starts at 0", "a is dropped at 5"].map(str::to_owned);
    assert_eq!(done.output, (lines.to_vec(), 0));
}

#[test]
fn join_all_panics_with_the_first_panic_and_aborts_the_others() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let mut set = JoinSet::new();
        set.spawn(inside.work("a", 100, ()));
        set.spawn(async {
            sleep(5 * MS).await;
            panic!("on purpose")
        });
        let caught = AssertUnwindSafe(set.join_all()).catch_unwind().await;
        caught.is_err()
    });
    assert!(done.output && log.has("a is dropped at 5"));
}

#[test]
fn results_that_nobody_takes_stay_in_the_set() {
    let done = run(|| async {
        let mut set = JoinSet::new();
        for n in 0..100 {
            set.spawn(async move { n });
        }
        sleep(10 * MS).await;
        set.len()
    });
    assert_eq!((done.output, done.left), (100, 0));
}
