//! GA-18: the first error comes out at once, and the other children are left running.

use std::time::Duration;

use ch15_tasks::{Task, TaskError, create_task};
use ch16_gather::gather;
use paused::now;
use tokio::time::sleep;

// ANCHOR: program
type Done = Result<&'static str, &'static str>;

async fn failing() -> Done {
    sleep(Duration::from_millis(10)).await;
    Err("Boom(A)")
}

async fn slow() -> Done {
    sleep(Duration::from_millis(50)).await;
    println!("B effect at {}", now());
    Ok("b")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now(); // the clock of this demo begins here
    let (a, b) = (create_task(failing()), create_task(slow()));
    if let Err(error) = gather([a, b.clone()]).await {
        println!("gather raised {error} at {}", now());
    }
    println!("B is {}", state(&b));
    sleep(Duration::from_millis(90)).await;
    println!("B is {}", state(&b));
}
// ANCHOR_END: program

fn state(task: &Task<&'static str, &'static str>) -> String {
    match task.result() {
        None => "pending".to_owned(),
        Some(Ok(value)) => format!("ok({value})"),
        Some(Err(TaskError::Cancelled(_))) => "cancelled".to_owned(),
        Some(Err(error)) => format!("failed({error})"),
    }
}
