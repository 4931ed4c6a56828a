//! A failed task that nobody looks at is reported when it is dropped (asyncio's reference program UR-01).

use std::time::Duration;

use ch15_tasks::{create_task, with_reporter};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

// ANCHOR: never_retrieved
async fn failing(tag: &str) -> Result<(), String> {
    Err(format!("Boom({tag})"))
}

async fn three_tasks() {
    for mode in ["ignored", "error read", "awaited"] {
        let task = create_task(failing(mode));
        sleep(10 * MS).await;
        match mode {
            "error read" => drop(task.exception()),
            "awaited" => drop(task.clone().await),
            _ => {}
        }
        println!("dropping the {mode} task");
        drop(task);
    }
}
// ANCHOR_END: never_retrieved

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    with_reporter(
        |unretrieved| println!("report: never retrieved {}", unretrieved.error),
        three_tasks(),
    )
    .await;
}
