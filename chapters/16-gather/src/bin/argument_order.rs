//! GA-01: completion order b, c, a; result order a, b, c; total time is the maximum.

use std::convert::Infallible;
use std::time::Duration;

use ch15_tasks::create_task;
use ch16_gather::gather;
use paused::now;
use tokio::time::sleep;

// ANCHOR: program
async fn work(tag: &'static str, ms: u64) -> Result<String, Infallible> {
    sleep(Duration::from_millis(ms)).await;
    println!("{tag} done at {}", now());
    Ok(tag.to_uppercase())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now(); // the clock of this demo begins here
    let tasks = [work("a", 300), work("b", 100), work("c", 200)].map(create_task);
    let values = gather(tasks).await.expect("no work fails");
    println!("gathered {} at {}", values.join(" "), now());
}
// ANCHOR_END: program
