//! Four pages are fetched, and each has its own end.

use std::time::Duration;

use ch15_tasks::create_task;
use ch16_gather::gather_settled;
use paused::now;
use tokio::time::sleep;

// ANCHOR: program
async fn fetch(page: &'static str) -> Result<usize, &'static str> {
    sleep(Duration::from_millis(10)).await;
    match page {
        "/index" => Ok(200),
        "/secret" => Err("403 forbidden"),
        "/loop" => std::future::pending().await,
        _ => panic!("no rule for {page}"),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now(); // the clock of this demo begins here
    let tasks = ["/index", "/secret", "/new", "/loop"].map(|page| create_task(fetch(page)));
    tasks[3].cancel();
    for result in gather_settled(tasks).await {
        println!("{result:?}");
    }
    println!("all of them at {}", now());
}
// ANCHOR_END: program
