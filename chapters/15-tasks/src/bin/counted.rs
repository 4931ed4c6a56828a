//! Requests are delivered once and counted each: a task is asked twice, then once more.

use std::time::Duration;

use ch15_tasks::{Requests, TaskResult, create_cooperative};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

// ANCHOR: counted
async fn body(requests: Requests) -> TaskResult<(), String> {
    for _ in 0..4 {
        match requests.run_until_cancelled(sleep(100 * MS)).await {
            Ok(()) => print!("slept"),
            Err(request) => print!("{request}"),
        }
        println!(", asked {} times", requests.cancelling());
    }
    requests.uncancel();
    println!("one taken back, {} are left", requests.cancelling());
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let task = create_cooperative(body);
    sleep(50 * MS).await;
    task.cancel_because("a");
    task.cancel_because("b");
    sleep(150 * MS).await;
    task.cancel_because("c");
    println!("the task gave {:?}", task.await);
}
// ANCHOR_END: counted
