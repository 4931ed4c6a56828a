//! Five downloads, two at a time; the lengths differ, the results come in order. And again, where the second fails.

use std::io;
use std::time::Duration;

use ch16_gather::gather_limited;
use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

type File = (&'static str, u64);

// ANCHOR: program
async fn download((name, ms): File) -> Result<&'static str, &'static str> {
    let begin = now();
    sleep(Duration::from_millis(ms)).await;
    if name == "broken" {
        return Err(name);
    }
    println!("  {name} {begin}-{}", now());
    Ok(name)
}

async fn two_at_a_time(files: [File; 5]) {
    let downloads = files.map(|file| lane(file.0, download(file)));
    match gather_limited(2, downloads).await {
        Ok(names) => println!("done: {} at {}", names.join(", "), now()),
        Err(error) => println!("failed: {error} at {}", now()),
    }
}
// ANCHOR_END: program

fn main() -> io::Result<()> {
    let files = [("a", 50), ("b", 10), ("c", 15), ("d", 10), ("e", 30)];
    let ((), recording) = paused::record(async { lane("main", two_at_a_time(files)).await });

    let broken = [("a", 50), ("broken", 10), ("c", 15), ("d", 10), ("e", 30)];
    paused::run(move || async move {
        two_at_a_time(broken).await;
        sleep(Duration::from_millis(100)).await;
    });
    println!();
    recording.publish_polls(&Picture {
        title: "Five downloads, two at a time",
        description: "a and b are polled first. When b ends at 10 ms, main starts c; at 25 ms d, at 35 ms e. a ends at 50 ms, e at 65 ms, and main has all results.",
        column: Duration::from_millis(10),
    })
}
