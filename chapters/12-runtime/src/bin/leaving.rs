//! The end of a runtime: tasks that are left are dropped while it is still there, so their destructors may use it.

use std::io;
use std::time::Duration;

use ch12_runtime::time::{armed, sleep};
use ch12_runtime::{VirtualClock, block_on_virtual, spawn, unfinished};
use trace::{Clock, Picture, lane};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: leaving
/// Says what it finds when it is dropped, and tries to start something new.
struct LastWill(&'static str);

impl Drop for LastWill {
    fn drop(&mut self) {
        let heir = spawn(async { println!("nobody will ever see this line") });
        let name = self.0;
        println!(
            "{name} goes: {} tasks left, timers: {}; its heir is finished: {}",
            unfinished(),
            armed(),
            heir.is_finished()
        );
    }
}

async fn worker(name: &'static str) {
    let _will = LastWill(name);
    sleep(10 * SECOND).await;
}

async fn program() {
    drop(spawn(lane("Ann", worker("Ann"))));
    drop(spawn(lane("Bob", worker("Bob"))));
    sleep(2 * SECOND).await;
    println!(
        "main ends: {} tasks left, timers: {}",
        unfinished(),
        armed()
    );
}
// ANCHOR_END: leaving

fn main() -> io::Result<()> {
    let clock = VirtualClock::new();
    let shown = clock.clone();
    let ((), recording) = trace::record(Clock::reading(move || shown.passed()), || {
        block_on_virtual(&clock, lane("main", program()));
    });
    println!();
    recording.publish_polls(&Picture {
        title: "The end of main is the end of all",
        description: "Main spawns Ann and Bob, who sleep for ten seconds, and sleeps for two. When main ends, Ann and Bob are dropped at once.",
        column: SECOND,
    })
}
