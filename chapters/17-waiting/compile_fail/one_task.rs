//! A task where a collection of tasks is wanted.

use ch15_tasks::create_task;
use ch17_waiting::{ReturnWhen, wait};

// ANCHOR: one_task
async fn one() {
    let task = create_task(async { Ok::<_, String>(1) });
    let _ = wait(task, ReturnWhen::AllCompleted, None).await;
}
// ANCHOR_END: one_task

#[tokio::main(flavor = "current_thread")]
async fn main() {
    one().await;
}
