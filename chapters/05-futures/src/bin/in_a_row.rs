//! Three waits of 100 ms, awaited in a row and joined.

use std::io;
use std::time::Duration;

use ch05_futures::join;
use judge::{Checker, sleep};
use trace::{Picture, Recording, lane, record};

// ANCHOR: programs
async fn fetch(name: &str) {
    lane(name, sleep(Duration::from_millis(100))).await;
}

async fn in_a_row() {
    fetch("a").await;
    fetch("b").await;
    fetch("c").await;
}

async fn joined() {
    join(fetch("a"), join(fetch("b"), fetch("c"))).await;
}
// ANCHOR_END: programs

fn main() -> io::Result<()> {
    let (took, recording) = recorded("in a row", in_a_row());
    println!("awaited in a row: {took:?}");
    recording.publish_polls(&Picture {
        title: "Three awaits in a row",
        description: "The future a is polled at 0 ms and again at 100 ms, where it is ready. Only then is b made and polled; c is made at 200 ms and ready at 300 ms.",
        column: Duration::from_millis(10),
    })?;
    let (took, recording) = recorded("joined", joined());
    println!("\njoined: {took:?}");
    print!("{}", recording.polls_text());
    Ok(())
}

/// Drives `program` on a virtual clock; gives how long it took, and what was polled when.
fn recorded(name: &str, program: impl Future<Output = ()>) -> (Duration, Recording) {
    let checker = Checker::new();
    record(checker.clock(), || checker.run(lane(name, program)).took)
}
