//! The caller of a group is dropped: what can be waited for then, and what cannot.

use std::time::Duration;

use ch15_tasks::{Requests, create_cooperative};
use ch18_task_groups::{Group, Stop, cooperative_group};
use paused::now;
use tokio::runtime::Handle;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

// ANCHOR: caller_gone
async fn tidy(requests: Requests) -> Result<(), Stop<Error>> {
    let cancelled = requests.requested().await;
    sleep(50 * MS).await;
    println!("  {:>3} ms  tidied up", now());
    Err(cancelled.into())
}

async fn work(requests: Requests) -> Result<(), String> {
    let group = cooperative_group(&requests, async |group: Group<Error>| {
        group.spawn_cooperative(tidy);
        Ok(requests.run_until_cancelled(sleep(1000 * MS)).await?)
    });
    group.await.map_err(|error| error.to_string())
}
// ANCHOR_END: caller_gone

fn alive() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("  {:>3} ms  dropped by a time limit", now());
    let limited = timeout(100 * MS, work(Requests::new())).await;
    println!("  {:>3} ms  {limited:?}, tasks: {}", now(), alive());
    yield_now().await;
    println!("  {:>3} ms  one turn later, tasks: {}", now(), alive());

    let owner = create_cooperative(|requests| async { Ok(work(requests).await) });
    sleep(100 * MS).await;
    println!("\n  {:>3} ms  asked to stop", now());
    owner.cancel();
    let answer = owner
        .await
        .map_err(|error: ch15_tasks::TaskError<String>| error.to_string());
    println!("  {:>3} ms  {answer:?}, tasks: {}", now(), alive());
}
// ANCHOR_END: main
