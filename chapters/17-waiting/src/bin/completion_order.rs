//! asyncio's reference program for `as_completed`, with an error in the middle: it prints what asyncio printed.

use std::time::Duration;

use ch15_tasks::create_task;
use ch17_waiting::as_completed;
use paused::now;
use tokio::time::sleep;

// ANCHOR: order
async fn work(tag: &'static str, ms: u64, fails: bool) -> Result<&'static str, String> {
    sleep(Duration::from_millis(ms)).await;
    if fails {
        Err(format!("Boom({tag})"))
    } else {
        Ok(tag)
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now(); // the beginning
    let tasks = [("a", 300, false), ("b", 100, true), ("c", 200, false)]
        .map(|(tag, ms, fails)| create_task(work(tag, ms, fails)));
    let (mut ends, mut items) = (as_completed(tasks), 0);
    while let Some(task) = ends.next().await {
        items += 1;
        let outcome = match task.await {
            Ok(tag) => format!("ok({tag})"),
            Err(error) => error.to_string(),
        };
        println!("item {items} {outcome} at {}", now());
    }
    println!("items {items}");
}
// ANCHOR_END: order
