//! Two futures in a set take turns with a lock, and whoever polls them wants it, too.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use paused::now;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: store
async fn store(name: &'static str, database: Arc<Mutex<()>>) -> &'static str {
    let connection = database.lock().await;
    println!("{name} has the lock at {} ms", now());
    sleep(20 * MS).await;
    drop(connection);
    name
}
// ANCHOR_END: store

// ANCHOR: stands_still
async fn store_both() {
    let database = Arc::new(Mutex::new(()));
    let mut set: FuturesUnordered<_> = ["a", "b"]
        .map(|name| lane(name, store(name, Arc::clone(&database))))
        .into_iter()
        .collect();
    while let Some(name) = set.next().await {
        println!("{name} is stored at {} ms", now());
        let _connection = database.lock().await; // to note it
        println!("main has the lock at {} ms", now());
    }
}
// ANCHOR_END: stands_still

async fn limited() {
    let store = lane("main", store_both());
    if timeout(1000 * MS, store).await.is_err() {
        println!("nothing more until {} ms: main gives up", now());
    }
}

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(limited());
    println!();
    recording.publish_polls(&Picture {
        title: "Standing still: b owns the lock, and nobody polls it",
        description: "a holds the lock and b waits for it. At 20 ms a ends, and hands the lock to b, which is woken. Main does not poll b: it waits for the lock itself. b's lane has no further poll until a time limit drops all at 1000 ms.",
        column: MS,
    })
}
