//! Two children that block until the other one runs as well: joined in one task, and as two tasks on two threads.

use std::time::Duration;

use judge::Meeting;
use tokio::{join, spawn};

// ANCHOR: attend
/// Blocks its thread until two have come, or for 200 ms: nobody should write this, but it tells who runs at the same time.
async fn attend(meeting: &Meeting) -> &'static str {
    match meeting.attend() {
        true => "met",
        false => "nobody came",
    }
}

async fn in_one_task() {
    let meeting = meeting();
    let both = join!(attend(&meeting), attend(&meeting));
    println!("joined:    {both:?}");
}

async fn in_two_tasks() {
    let meeting: &Meeting = Box::leak(Box::new(meeting()));
    let (a, b) = (spawn(attend(meeting)), spawn(attend(meeting)));
    let both = (a.await.unwrap(), b.await.unwrap());
    println!("two tasks: {both:?}");
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    in_one_task().await;
    in_two_tasks().await;
}
// ANCHOR_END: attend

fn meeting() -> Meeting {
    Meeting::of(2, Duration::from_millis(200))
}
