//! Three ways to wait for the first of three on Tokio, and what becomes of the other two.

use std::time::Duration;

use paused::Log;
use tokio::task::JoinHandle;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

fn spawned(log: &Log) -> [JoinHandle<&'static str>; 3] {
    [("a", 300), ("b", 100), ("c", 200)].map(|(name, ms)| tokio::spawn(log.work(name, ms, name)))
}

// ANCHOR: futures
async fn futures(log: Log) -> &'static str {
    tokio::select! {
        first = log.work("a", 300, "a") => first,
        first = log.work("b", 100, "b") => first,
        first = log.work("c", 200, "c") => first,
    }
}
// ANCHOR_END: futures

// ANCHOR: handles
async fn handles(log: Log) -> &'static str {
    let [a, b, c] = spawned(&log);
    let first = tokio::select! {
        first = a => first,
        first = b => first,
        first = c => first,
    };
    first.expect("nobody panics")
}
// ANCHOR_END: handles

// ANCHOR: borrowed
async fn borrowed(log: Log) {
    let [mut a, mut b, mut c] = spawned(&log);
    let first = tokio::select! {
        first = &mut a => first,
        first = &mut b => first,
        first = &mut c => first,
    };
    let rest = (a.await, c.await);
    log.note(format_args!("results: {first:?}, then {rest:?}"));
    let again = tokio::spawn(b).await.expect_err("b gave its result before");
    log.note(format_args!("b, asked once more: {again}"));
}
// ANCHOR_END: borrowed

/// Runs one of them from 0 ms on, waits until everybody has ended, and shows what they noted.
fn show<F: Future<Output: Send> + 'static>(title: &str, way: fn(Log) -> F) {
    println!("{title}:");
    let log = Log::new();
    let inside = log.clone();
    paused::run(move || async move {
        way(inside).await;
        sleep(400 * MS).await;
    });
    for line in log.lines().iter().filter(|line| !line.contains("start")) {
        println!("    {line}");
    }
}

fn main() {
    show("futures", futures);
    show("handles", handles);
    show("borrowed handles", borrowed);
}
