//! A child that was asked to stop tries to spawn: the group refuses (asyncio's TG-28).

use std::time::Duration;

use ch15_tasks::Requests;
use ch18_task_groups::{Group, Stop, task_group};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

async fn failing() -> Result<(), Error> {
    sleep(10 * MS).await;
    Err("Boom(A)")
}

async fn extra() -> Result<(), Error> {
    println!("extra work started: not reached");
    Ok(())
}

// ANCHOR: stubborn
async fn stubborn(group: Group<Error>, requests: Requests) -> Result<(), Stop<Error>> {
    let Err(cancelled) = requests.run_until_cancelled(sleep(1000 * MS)).await else {
        return Ok(());
    };
    println!("B sees cancel");
    match group.try_spawn(extra()) {
        Ok(_) => println!("spawn accepted"),
        Err(_) => println!("spawn refused: Misuse"),
    }
    Err(cancelled.into())
}
// ANCHOR_END: stubborn

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let block = task_group(|group| async move {
        group.spawn(failing());
        group.spawn_cooperative(|requests| stubborn(group.clone(), requests));
        Ok(())
    });
    if let Err(error) = block.await {
        println!("block raised {error}");
    }
}
