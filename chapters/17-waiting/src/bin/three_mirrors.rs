//! Three mirrors are asked for one file: who is done, who is not, and what becomes of them.

use std::collections::HashSet;
use std::io;
use std::time::Duration;

use ch15_tasks::{Task, create_task};
use ch17_waiting::{NothingToWaitFor, ReturnWhen, wait};
use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

type Mirror = Task<&'static str, &'static str>;

// ANCHOR: mirrors
async fn ask(mirror: &'static str, ms: u32) -> Result<&'static str, &'static str> {
    sleep(ms * MS).await;
    Ok(mirror)
}

async fn ask_all() -> Result<(), NothingToWaitFor> {
    let mirrors = [("a", 400), ("b", 100), ("c", 200)]
        .map(|(name, ms)| create_task(lane(name, ask(name, ms))).named(name));

    let first = wait(mirrors.clone(), ReturnWhen::FirstCompleted, None).await?;
    show(&first.done, &first.pending);

    let rest = wait(first.pending, ReturnWhen::AllCompleted, Some(200 * MS)).await?;
    show(&rest.done, &rest.pending);

    for slow in rest.pending {
        println!("{} is asked to stop: {}", slow.name(), slow.cancel());
    }
    println!(
        "b, asked once more: {}",
        mirrors[1].clone().await.expect("done")
    );
    Ok(())
}
// ANCHOR_END: mirrors

fn show(done: &HashSet<Mirror>, pending: &HashSet<Mirror>) {
    let [done, pending] = [done, pending].map(|tasks| {
        let mut names: Vec<_> = tasks.iter().map(Task::name).collect();
        names.sort();
        names.join(", ")
    });
    println!("at {} ms: done {{{done}}}, pending {{{pending}}}", now());
}

fn main() -> io::Result<()> {
    let (asked, recording) = paused::record(async { lane("main", ask_all()).await });
    asked.expect("there are three mirrors");
    println!();
    recording.publish_polls(&Picture {
        title: "Three mirrors: waiting leaves the losers alone",
        description: "Main waits for the first of three tasks. b ends at 100 ms and wakes main; a and c go on. Main waits for them until 300 ms; c ends at 200 ms. At 300 ms main cancels a, which is dropped.",
        column: MS,
    })
}
