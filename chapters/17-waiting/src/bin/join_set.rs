//! `JoinSet` as it is: the order, a panic, a late spawn, and what a drop waits for.

use std::time::Duration;

use paused::{Log, now};
use tokio::task::JoinSet;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

async fn answer(name: &'static str, ms: u32) -> Result<&'static str, &'static str> {
    sleep(ms * MS).await;
    match name {
        "b" => Err("b fails"),
        "c" => panic!("on purpose"),
        _ => Ok(name),
    }
}

// ANCHOR: order
async fn in_order_of_completion() {
    let mut set = JoinSet::new();
    for (name, ms) in [("a", 40), ("b", 10), ("c", 20), ("d", 30)] {
        set.spawn(answer(name, ms));
    }
    while let Some(joined) = set.join_next().await {
        match joined {
            Ok(result) => println!("{} ms: {result:?}", now()),
            Err(error) => println!("{} ms: the panic is an error: {}", now(), error.is_panic()),
        }
    }
}
// ANCHOR_END: order

// ANCHOR: abort
async fn after_abort_all() {
    let mut set = JoinSet::new();
    set.spawn(answer("a", 10));
    set.abort_all();
    set.spawn(answer("late", 20));
    while let Some(joined) = set.join_next().await {
        match joined {
            Ok(result) => println!("after abort_all: {result:?}"),
            Err(error) => println!("after abort_all: cancelled: {}", error.is_cancelled()),
        }
    }
}
// ANCHOR_END: abort

// ANCHOR: drop
async fn dropped() {
    let log = Log::new();
    let mut set = JoinSet::new();
    set.spawn(log.work("e", 100, ()));
    sleep(10 * MS).await;
    drop(set);
    println!(
        "the set is dropped; noted so far: {}",
        log.lines().join(", ")
    );
    sleep(MS).await;
    println!("a little later: {}", log.lines().join(", "));
}
// ANCHOR_END: drop

fn main() {
    paused::run(in_order_of_completion);
    paused::run(after_abort_all);
    paused::run(dropped);
}
