//! Three sleeps of one second, awaited one by one.

use std::io;
use std::time::Duration;

use tokio::time::sleep;
use trace::{Picture, lane};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: program
async fn nap(name: &str) {
    lane(name, sleep(SECOND)).await;
}

async fn program() {
    nap("a").await;
    nap("b").await;
    nap("c").await;
}
// ANCHOR_END: program

fn main() -> io::Result<()> {
    let (ms, recording) = paused::record(async {
        lane("main", program()).await;
        paused::now()
    });
    println!("{:.2} s\n", ms as f64 / 1000.0);
    recording.publish_polls(&Picture {
        title: "Three sleeps, one by one",
        description: "Main makes a and polls it. After one second the timer wakes it, and it ends; only then are b and, a second later, c made. All is done after three seconds.",
        column: SECOND,
    })
}
