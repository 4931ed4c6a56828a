//! The same two tasks; the one that computes yields after every part.

use std::io;
use std::time::Duration;

use ch07_executor::{Executor, VirtualPark, spawn, yield_now};
use judge::VirtualTime;
use trace::{Clock, Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: tasks
async fn compute(time: VirtualTime) {
    for _part in 1..=6 {
        time.work(10 * MS);
        yield_now().await;
    }
    println!("computed at {} ms", time.now().as_millis());
}

async fn tick(time: VirtualTime) {
    for tick in 1..=2 {
        let due = (time.now() + 20 * MS).as_millis();
        time.sleep(20 * MS).await;
        let now = time.now().as_millis();
        println!("tick {tick} at {now} ms, {} ms late", now - due);
    }
}
// ANCHOR_END: tasks

async fn both(time: VirtualTime) {
    let ticker = spawn(lane("ticker", tick(time.clone())));
    let computer = spawn(lane("computer", compute(time)));
    for task in [ticker, computer] {
        task.await.expect("neither panics nor is cancelled");
    }
}

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let time = VirtualTime::new(clock.clone());
    let program = || Executor::new(VirtualPark(time.clone())).block_on(lane("main", both(time)));
    let ((), recording) = trace::record(clock, program);
    println!();
    recording.publish_polls(&Picture {
        title: "Six polls of 10 ms",
        description: "The computer yields after every 10 ms of work, and the ticker is polled in between: no tick is more than 10 ms late.",
        column: MS,
    })
}
