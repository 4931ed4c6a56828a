//! A hundred sleeps at once: on chapter 06's helper threads, and on this chapter's timers.

use std::thread;
use std::time::Duration;

use ch07_executor::{spawn, yield_now};
use ch10_timers::{block_on, sleep};

const SLEEPS: usize = 100;
const WHILE: Duration = Duration::from_millis(500);

/// How many threads this process has.
fn threads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task");
    tasks.map_or(0, Iterator::count)
}

// ANCHOR: sleep_at_once
/// Runs many sleeps at once; gives how many threads there are when all have begun.
async fn at_once<F: Future<Output = ()> + 'static>(sleep: fn(Duration) -> F) -> usize {
    let tasks: Vec<_> = (0..SLEEPS)
        .map(|_| spawn(async move { sleep(WHILE).await }))
        .collect();
    yield_now().await; // each of them has a turn
    let threads = threads();
    for task in tasks {
        task.await.expect("a sleep does not panic");
    }
    threads
}
// ANCHOR_END: sleep_at_once

fn main() {
    let helpers = block_on(at_once(ch06_wakers::sleep));
    println!("{SLEEPS} sleeps of chapter 06: {helpers} threads");
    while threads() > 1 {
        thread::yield_now(); // the last helpers are on their way out
    }
    let timers = block_on(at_once(sleep));
    println!("{SLEEPS} sleeps of chapter 10: {timers} thread");
}
