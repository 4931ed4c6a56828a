//! A task that catches the cancel and returns has ended as any other (asyncio's reference program TK-17).

use std::time::Duration;

use ch15_tasks::{Requests, TaskResult, create_cooperative};
use tokio::sync::oneshot::{Receiver, channel};
use tokio::time::sleep;

/// What stands in the place of one turn of asyncio's loop.
const TURN: Duration = Duration::from_millis(10);

// ANCHOR: catches
async fn body(
    requests: Requests,
    first: Receiver<()>,
    second: Receiver<()>,
) -> TaskResult<u32, String> {
    first.await.expect("it is sent");
    println!("passed the first wait");
    match requests.run_until_cancelled(second).await {
        Ok(_) => unreachable!("nobody sends"),
        Err(_request) => {
            sleep(2 * TURN).await; // here is time to clean up
            println!("caught the cancel");
            Ok(42)
        }
    }
}
// ANCHOR_END: catches

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let ((first, waits), (second, waits_again)) = (channel(), channel());
    let task = create_cooperative(|requests| body(requests, waits, waits_again));
    first.send(()).expect("it is awaited");
    sleep(TURN).await;
    println!("cancel accepted {}", python(task.cancel()));
    sleep(TURN).await;
    let (cancelled, done) = (python(second.is_closed()), python(task.done()));
    println!("second future cancelled {cancelled} task done {done}");
    println!("task gave {}", words(task.clone().await));
    println!("task is {}", words(task.result().expect("it is done")));
    println!("cancel after the end accepted {}", python(task.cancel()));
}

fn python(is: bool) -> &'static str {
    if is { "True" } else { "False" }
}

fn words(result: TaskResult<u32, String>) -> String {
    match result {
        Ok(value) => format!("ok({value})"),
        Err(error) => format!("failed({error})"),
    }
}
