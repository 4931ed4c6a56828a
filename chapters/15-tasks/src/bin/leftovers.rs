//! Main ends while two tasks are still there: on Tokio, and with a runner that waits for them.

use std::time::Duration;

use ch15_tasks::{Requests, TaskError, TaskResult, create_cooperative, run, with_reporter};
use tokio::runtime::Builder;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

// ANCHOR: leftovers
async fn log(requests: Requests) -> TaskResult<(), String> {
    requests.requested().await;
    sleep(10 * MS).await;
    println!("log: the last line is written");
    Ok(())
}

async fn save(requests: Requests) -> TaskResult<(), String> {
    requests.requested().await;
    sleep(50 * MS).await;
    Err(TaskError::Failed("the disk is full".to_owned()))
}

async fn server() -> u32 {
    create_cooperative(log).set_name("log");
    create_cooperative(save).set_name("save");
    sleep(10 * MS).await;
    42
}
// ANCHOR_END: leftovers

fn main() {
    let runtime = Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("the system allows a runtime");
    println!("block_on gave {}", runtime.block_on(server()));
    drop(runtime);
    // ANCHOR: run
    let reported = with_reporter(|failure| println!("report: {failure}"), server());
    println!("run gave {}", run(reported));
    // ANCHOR_END: run
}
