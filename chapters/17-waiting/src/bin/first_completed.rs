//! asyncio's reference program for `wait`, first completed: it prints what asyncio printed.

use std::time::Duration;

use ch15_tasks::{Task, create_task};
use ch17_waiting::{NothingToWaitFor, ReturnWhen, wait};
use paused::now;
use tokio::time::sleep;

async fn work(tag: &'static str, ms: u64) -> Result<&'static str, &'static str> {
    sleep(Duration::from_millis(ms)).await;
    println!("{tag} done at {}", now());
    Ok(tag)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), NothingToWaitFor> {
    now(); // the beginning
    let slow = create_task(work("slow", 300));
    let fast = create_task(work("fast", 100));
    let tasks = [&slow, &fast].map(Task::clone);

    let found = wait(tasks.clone(), ReturnWhen::FirstCompleted, None).await?;
    println!("wait returned at {}", now());
    for task in &found.done {
        println!(
            "done: {}",
            task.result().and_then(Result::ok).unwrap_or("?")
        );
    }
    let state = if slow.done() { "done" } else { "pending" };
    println!("pending count {} slow is {state}", found.pending.len());

    let found = wait(tasks.clone(), ReturnWhen::AllCompleted, None).await?;
    let (done, pending) = (found.done.len(), found.pending.len());
    println!(
        "second wait at {} done count {done} pending count {pending}",
        now()
    );

    let found = wait(tasks, ReturnWhen::AllCompleted, None).await?;
    println!("third wait at {} done count {}", now(), found.done.len());
    Ok(())
}
