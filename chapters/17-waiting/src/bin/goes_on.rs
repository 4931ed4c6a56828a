//! The same two, as tasks of their own: whoever waits for them may wait for their lock.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use paused::now;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

async fn store(name: &'static str, database: Arc<Mutex<()>>) -> &'static str {
    let connection = database.lock().await;
    println!("{name} has the lock at {} ms", now());
    sleep(20 * MS).await;
    drop(connection);
    name
}

// ANCHOR: goes_on
async fn store_both() {
    let database = Arc::new(Mutex::new(()));
    let mut set = JoinSet::new();
    for name in ["a", "b"] {
        set.spawn(lane(name, store(name, Arc::clone(&database))));
    }
    while let Some(stored) = set.join_next().await {
        println!(
            "{} is stored at {} ms",
            stored.expect("nobody panics"),
            now()
        );
        let _connection = database.lock().await; // to note it
        println!("main has the lock at {} ms", now());
    }
}
// ANCHOR_END: goes_on

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
        title: "Tasks go on by themselves",
        description: "As before, but a and b are tasks. At 20 ms a ends and hands the lock to b. Main waits for the lock behind b; b is polled by the runtime, sleeps, and hands the lock on at 40 ms. Main gets it, and then b's result.",
        column: MS,
    })
}
