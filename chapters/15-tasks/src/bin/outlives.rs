//! A task outlives the one that made it, everybody who knew of it, and nobody is told.

use std::io;
use std::time::Duration;

use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: outlives
async fn backup() {
    for part in 1.. {
        sleep(100 * MS).await;
        println!("{:>3} ms  backup: part {part} is saved", now());
    }
}

async fn request() {
    tokio::spawn(lane("backup", backup()));
    sleep(1000 * MS).await; // works on an answer
}

async fn server() {
    let request = tokio::spawn(lane("request", request()));
    sleep(150 * MS).await;
    request.abort();
    let ended = request.await.is_err_and(|error| error.is_cancelled());
    println!("{:>3} ms  main: the request is cancelled: {ended}", now());
    sleep(200 * MS).await;
    println!("{:>3} ms  main: returns", now());
}
// ANCHOR_END: outlives

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", server()).await });
    println!();
    recording.publish_polls(&Picture {
        title: "A task that outlives everyone",
        description: "Main spawns the request, which spawns the backup. At 150 ms main aborts the request, which is dropped. The backup goes on: it is polled at 200 and at 300 ms. At 350 ms main returns, and the backup is dropped in the middle.",
        column: MS,
    })
}
