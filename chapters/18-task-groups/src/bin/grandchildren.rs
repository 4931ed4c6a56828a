//! A child spawns into its own group while the body has ended already: the group stays open (asyncio's TG-24).

use std::time::Duration;

use ch18_task_groups::{Group, task_group};
use paused::now;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

// ANCHOR: grandchildren
async fn grandchild(tag: &'static str, delay: u32) -> Result<(), Error> {
    sleep(delay * MS).await;
    println!("{tag} done at {}", now());
    Ok(())
}

async fn child(group: Group<Error>) -> Result<(), Error> {
    sleep(100 * MS).await;
    group.spawn(grandchild("grandchild-1", 100));
    group.spawn(grandchild("grandchild-2", 200));
    println!("child spawned two and ends at {}", now());
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    now();
    let group = task_group(|group| async move {
        group.spawn(child(group.clone()));
        println!("body end at {}", now());
        Ok(group)
    })
    .await?;
    println!("block left at {}", now());
    if group.try_spawn(grandchild("too-late", 0)).is_err() {
        println!("spawn after the block: Misuse");
    }
    Ok(())
}
// ANCHOR_END: grandchildren
