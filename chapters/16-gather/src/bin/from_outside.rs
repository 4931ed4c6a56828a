//! A gather is cancelled from outside: dropped at 50, and, in a task that is asked, at 50 as well.

use std::time::Duration;

use ch15_tasks::{Requests, Task, TaskResult, create_cooperative};
use ch16_gather::gather;
use paused::now;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: children
/// A child that needs some time to put its things away.
fn child(name: &'static str, tidying: u32) -> Task<u32, &'static str> {
    create_cooperative(move |requests: Requests| async move {
        let cancelled = requests.run_until_cancelled(sleep(1000 * MS)).await;
        sleep(tidying * MS).await;
        println!("  {name} is tidy at {}", now());
        cancelled?;
        Ok(tidying)
    })
}

async fn dropped() {
    let both = gather([child("a", 10), child("b", 20)]);
    timeout(50 * MS, both)
        .await
        .expect_err("they need 1,000 ms");
    println!("  gather is gone at {}", now());
}

async fn asked(requests: Requests) -> TaskResult<Vec<u32>, &'static str> {
    let both = gather([child("c", 10), child("d", 20)]);
    both.or_cancelled(&requests).await
}
// ANCHOR_END: children

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now(); // the clock of this demo begins here
    println!("dropped");
    dropped().await;
    sleep(50 * MS).await;

    println!("asked");
    let task = create_cooperative(asked);
    sleep(50 * MS).await;
    task.cancel_because("closing time");
    println!("  gather gave: {:?}, at {}", task.await, now());
}
