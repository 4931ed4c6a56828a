//! A child fails: its sibling is cancelled, and the group gives an aggregate (asyncio's TG-04).

use std::time::Duration;

use ch18_task_groups::{Child, GroupError, Why, task_group};
use paused::now;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

async fn failing() -> Result<(), Error> {
    println!("A start");
    sleep(100 * MS).await;
    println!("A fails at {}", now());
    Err("Boom(A)")
}

struct SeesCancel;

impl Drop for SeesCancel {
    fn drop(&mut self) {
        println!("B sees cancel at {}", now());
    }
}

async fn sleeping() -> Result<(), Error> {
    println!("B start");
    let sees_cancel = SeesCancel;
    sleep(1000 * MS).await;
    println!("B finished");
    std::mem::forget(sees_cancel);
    Ok(())
}

// ANCHOR: state
/// How a child has ended, its handle knows; with what error, only the aggregate.
async fn state(child: Child<(), Error>, error: &GroupError<Error>) -> String {
    match child.await.map_err(|lost| lost.why) {
        Ok(()) => "ok(None)".to_owned(),
        Err(Why::Failed) => format!("failed({})", error.failures()[0]),
        Err(Why::Cancelled) => "cancelled".to_owned(),
        Err(Why::Panicked) => "panicked".to_owned(),
    }
}
// ANCHOR_END: state

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now();
    let mut children = None;
    let block = task_group(async |group| {
        children = Some((group.spawn(failing()), group.spawn(sleeping())));
        println!("body end");
        Ok(())
    });
    let error = block.await.expect_err("A fails");
    println!("block raised {error} at {}", now());
    let (a, b) = children.expect("the body has run");
    println!("A is {}", state(a, &error).await);
    println!("B is {}", state(b, &error).await);
}
