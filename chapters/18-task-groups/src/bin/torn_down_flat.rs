//! A child of the outer group fails while the body is inside an inner one, which adds nothing of its own (asyncio's TG-13).

use std::time::Duration;

use ch15_tasks::{Requests, TaskError};
use ch18_task_groups::{Group, cooperative_group};
use paused::now;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

/// Says so when it is dropped, unless it was disarmed.
struct Cancelled(Option<&'static str>);

impl Drop for Cancelled {
    fn drop(&mut self) {
        if let Some(tag) = self.0 {
            println!("{tag} cancelled at {}", now());
        }
    }
}

async fn crash(tag: &'static str, delay: u32) -> Result<(), String> {
    let mut cancelled = Cancelled(Some(tag));
    sleep(delay * MS).await;
    cancelled.0 = None;
    println!("{tag} fails at {}", now());
    Err(format!("Boom({tag})"))
}

// ANCHOR: nested
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now();
    let requests = Requests::new();
    let outer = cooperative_group(&requests, async |outer: Group<String>| {
        outer.spawn(crash("outer-child", 100));
        let inner = cooperative_group(&requests, async |inner| {
            inner.spawn(crash("inner-child", 10_000));
            Ok(())
        });
        match inner.await {
            Err(TaskError::Cancelled(_)) => println!("inner block raised Cancelled"),
            ended => println!("inner block: {ended:?}"),
        }
        Ok(())
    });
    if let Err(error) = outer.await {
        println!("outer block raised {error} at {}", now());
    }
}
// ANCHOR_END: nested
