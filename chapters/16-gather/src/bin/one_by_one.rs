//! Three sleeps of one second, awaited one by one.

use std::io;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use trace::{Picture, lane};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: program
async fn nap(name: &'static str) -> &'static str {
    lane(name, sleep(SECOND)).await;
    name
}

async fn program() {
    let start = Instant::now();
    let names = (nap("a").await, nap("b").await, nap("c").await);
    println!("{names:?} after {:.2} s\n", start.elapsed().as_secs_f64());
}
// ANCHOR_END: program

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", program()).await });
    recording.publish_polls(&Picture {
        title: "Three sleeps, one by one",
        description: "Main makes a and polls it. After one second the timer wakes it, and it ends; only then are b and, a second later, c made. All is done after three seconds.",
        column: SECOND,
    })
}
