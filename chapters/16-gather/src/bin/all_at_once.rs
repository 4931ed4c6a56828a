//! Three sleeps of one second, joined.

use std::io;
use std::time::Duration;

use tokio::join;
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
    let names = join!(nap("a"), nap("b"), nap("c"));
    println!("{names:?} after {:.2} s\n", start.elapsed().as_secs_f64());
}
// ANCHOR_END: program

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", program()).await });
    recording.publish_polls(&Picture {
        title: "Three sleeps, joined",
        description: "In main's first poll a, b and c are made and polled. After one second the timer wakes all three. In main's second poll each is polled once more and ends.",
        column: SECOND,
    })
}
