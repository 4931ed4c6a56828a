//! Three errors in one aggregate: children in the order in which they ended, the body last (asyncio's TG-37).

use std::time::Duration;

use ch15_tasks::{Requests, TaskError};
use ch18_task_groups::{Stop, cooperative_group};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

async fn fails_early() -> Result<(), Error> {
    sleep(10 * MS).await;
    println!("second-spawned child fails");
    Err("Boom(early)")
}

// ANCHOR: cleanup
async fn fails_in_cleanup(requests: Requests) -> Result<(), Stop<Error>> {
    requests.requested().await;
    println!("first-spawned child fails in cleanup");
    Err(Stop::error("Bang(late)"))
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let requests = Requests::new();
    let block = cooperative_group(&requests, async |group| {
        group.spawn_cooperative(fails_in_cleanup);
        group.spawn(fails_early());
        requests.requested().await;
        sleep(10 * MS).await; // the body's cleanup
        Err::<(), _>(Stop::error("Boom(body)"))
    });
    if let Err(TaskError::Failed(error)) = block.await {
        println!("block raised {error}");
    }
}
// ANCHOR_END: cleanup
