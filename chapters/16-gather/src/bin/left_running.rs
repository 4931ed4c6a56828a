//! Three tasks gathered; the second one fails, and main goes on without the others.

use std::io;
use std::time::Duration;

use ch15_tasks::{Task, create_task};
use ch16_gather::gather;
use tokio::time::sleep;
use trace::{Picture, lane};

// ANCHOR: program
async fn work(ms: u64, result: Result<u64, &'static str>) -> Result<u64, &'static str> {
    sleep(Duration::from_millis(ms)).await;
    result
}

fn start(name: &str, ms: u64, result: Result<u64, &'static str>) -> Task<u64, &'static str> {
    create_task(lane(name, work(ms, result)))
}

async fn program() {
    let tasks = [
        start("a", 30, Ok(1)),
        start("b", 10, Err("b failed")),
        start("c", 20, Ok(3)),
    ];
    println!("main: {:?}", gather(tasks).await);
    lane("main's rest", sleep(Duration::from_millis(50))).await;
    println!("main: done\n");
}
// ANCHOR_END: program

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", program()).await });
    recording.publish_polls(&Picture {
        title: "gather, and an error",
        description: "Main gathers a, b and c. At 10 ms b ends with an error and wakes main, which goes on with its rest. c ends at 20 ms and a at 30 ms; neither wakes anybody.",
        column: Duration::from_millis(10),
    })
}
