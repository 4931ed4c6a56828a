//! A task writes a log line while `main` returns: without and with waiting for it.

use std::io;
use std::time::Duration;

use ch07_executor::{Executor, VirtualPark, spawn, yield_now};
use judge::VirtualTime;
use trace::{Clock, Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: tasks
/// Says so if it is dropped before the line was written.
struct Unwritten(bool);

impl Drop for Unwritten {
    fn drop(&mut self) {
        if self.0 {
            println!("  log:  dropped, and the line with it");
        }
    }
}

async fn log(time: VirtualTime) {
    let mut unwritten = Unwritten(true);
    println!("  log:  opening the file");
    time.sleep(10 * MS).await;
    println!("  log:  order 1 was taken");
    unwritten.0 = false;
}

async fn take_order(time: VirtualTime, wait: bool) {
    let log = spawn(lane(if wait { "log 2" } else { "log 1" }, log(time)));
    yield_now().await;
    println!("  main: took order 1");
    if wait {
        log.await.expect("the log is written");
    }
}
// ANCHOR_END: tasks

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let ((), recording) = trace::record(clock.clone(), || {
        for (main, wait) in [("main 1", false), ("main 2", true)] {
            println!(
                "{main}, which {} the log:",
                if wait { "awaits" } else { "forgets" }
            );
            let time = VirtualTime::new(clock.clone());
            Executor::new(VirtualPark(time.clone())).block_on(lane(main, take_order(time, wait)));
        }
    });
    println!();
    recording.publish_polls(&Picture {
        title: "The lost log line",
        description: "Main 1 returns while its log task waits: the task is dropped unfinished. Main 2 awaits its log task, which finishes after 10 ms.",
        column: MS,
    })
}
