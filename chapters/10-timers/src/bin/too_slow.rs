//! Two fetches with a limit of 20 ms: one is quick enough, the other is dropped.

use std::io;
use std::time::Duration;

use ch10_timers::{VirtualClock, armed, block_on_virtual, sleep, timeout};
use trace::{Clock, Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: fetch
/// Says so if it is dropped before it has the page.
struct Unfinished(bool);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.0 {
            println!("fetch: dropped, its connection is closed");
        }
    }
}

async fn fetch(takes: Duration) -> &'static str {
    let mut unfinished = Unfinished(true);
    sleep(takes).await;
    unfinished.0 = false;
    "a page"
}

async fn fetch_both(clock: VirtualClock) {
    for (name, takes) in [("quick", 10 * MS), ("slow", 50 * MS)] {
        let outcome = timeout(20 * MS, lane(name, fetch(takes))).await;
        let now = clock.passed().as_millis();
        println!("{name}: {outcome:?} at {now} ms; timers left: {}", armed());
    }
}
// ANCHOR_END: fetch

fn main() -> io::Result<()> {
    let clock = VirtualClock::new();
    let shown = clock.clone();
    let ((), recording) = trace::record(Clock::reading(move || shown.passed()), || {
        block_on_virtual(&clock, lane("main", fetch_both(clock.clone())));
    });
    println!();
    recording.publish_polls(&Picture {
        title: "A limit of 20 ms, twice",
        description: "Quick is woken by its timer at 10 ms and finishes; the timer of its limit goes with it. Slow begins at 10 ms and would finish at 60 ms. At 30 ms the timer of its limit wakes main, which polls slow once more, in vain, and drops it.",
        column: MS,
    })
}
