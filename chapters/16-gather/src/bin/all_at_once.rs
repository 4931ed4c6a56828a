//! Three sleeps of one second, joined.

use std::io;
use std::time::Duration;

use tokio::join;
use tokio::time::sleep;
use trace::{Picture, lane};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: program
async fn nap(name: &str) {
    lane(name, sleep(SECOND)).await;
}

async fn program() {
    join!(nap("a"), nap("b"), nap("c"));
}
// ANCHOR_END: program

fn main() -> io::Result<()> {
    let (ms, recording) = paused::record(async {
        lane("main", program()).await;
        paused::now()
    });
    println!("{:.2} s\n", ms as f64 / 1000.0);
    recording.publish_polls(&Picture {
        title: "Three sleeps, joined",
        description: "In main's first poll a, b and c are made and polled. After one second the timer wakes all three. In main's second poll each is polled once more and ends.",
        column: SECOND,
    })
}
