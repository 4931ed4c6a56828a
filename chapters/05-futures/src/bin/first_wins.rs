//! The first of two wins; the other one is dropped in the middle.

use std::io;
use std::time::Duration;

use ch05_futures::{Either, select};
use judge::{Checker, sleep};
use trace::{Picture, lane, record};

// ANCHOR: fetch
async fn fetch(name: &'static str, millis: u64) -> &'static str {
    println!("{name}: starts");
    sleep(Duration::from_millis(millis)).await;
    println!("{name}: is done");
    name
}

async fn first() -> &'static str {
    let (a, b) = (fetch("a", 300), fetch("b", 100));
    match select(lane("a", a), lane("b", b)).await {
        Either::Left((winner, loser)) => {
            drop(loser);
            winner
        }
        Either::Right((winner, loser)) => {
            drop(loser);
            winner
        }
    }
}
// ANCHOR_END: fetch

fn main() -> io::Result<()> {
    let checker = Checker::new();
    let (done, recording) = record(checker.clock(), || checker.run(lane("first", first())));
    println!("{} won, after {:?}\n", done.output, done.took);
    recording.publish_polls(&Picture {
        title: "The loser is dropped",
        description: "Both futures are polled at 0 ms. At 100 ms the timer wakes b. a is polled first and is pending, b is ready, and a is dropped unfinished.",
        column: Duration::from_millis(10),
    })
}
