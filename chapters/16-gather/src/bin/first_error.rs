//! Paying fails after 10 ms while shipping, which takes 30 ms, is under way: what becomes of the parcel?

use std::fmt::Debug;

use ch15_tasks::create_task;
use ch16_gather::gather;
use futures::future::join_all;
use paused::{Log, now, run};
use tokio::time::{Duration, sleep};
use tokio::{join, try_join};

// ANCHOR: orders
type Done = Result<&'static str, &'static str>;

fn pay(log: &Log) -> impl Future<Output = Done> + use<> {
    log.work("  pay", 10, Err("no money"))
}

fn ship(log: &Log) -> impl Future<Output = Done> + use<> {
    log.work("  ship", 30, Ok("parcel"))
}

fn main() {
    order("join!", async |log| join!(pay(&log), ship(&log)));
    order("try_join!", async |log| try_join!(pay(&log), ship(&log)));
    order("gather", async |log| {
        gather([create_task(pay(&log)), create_task(ship(&log))]).await
    });
    order("join_all of the tasks", async |log| {
        join_all([create_task(pay(&log)), create_task(ship(&log))]).await
    });
}
// ANCHOR_END: orders

/// Runs `program` in a runtime of its own, and waits a little longer; prints what happened.
fn order<T: Debug>(name: &str, program: impl AsyncFnOnce(Log) -> T + Send + 'static) {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let result = program(inside.clone()).await;
        inside.note(format_args!("  gave {result:?} at {}", now()));
        sleep(Duration::from_millis(100)).await;
    });
    println!("{name}");
    log.lines().iter().for_each(|line| println!("{line}"));
}
