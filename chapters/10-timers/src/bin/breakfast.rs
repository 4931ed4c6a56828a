//! Three tasks sleep for 3, 1 and 2 seconds; one queue keeps their timers.

use std::io;
use std::time::Duration;

use ch07_executor::spawn;
use ch10_timers::{VirtualClock, armed, block_on_virtual, sleep};
use trace::{Clock, Picture, lane};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: tasks
async fn cook(what: &'static str, seconds: u32, clock: VirtualClock) {
    sleep(seconds * SECOND).await;
    let now = clock.passed().as_secs();
    println!("{what} at {now} s; timers left: {}", armed());
}

async fn breakfast(clock: VirtualClock) {
    let tasks = [("tea", 3), ("bread", 1), ("egg", 2)]
        .map(|(what, seconds)| spawn(lane(what, cook(what, seconds, clock.clone()))));
    for task in tasks {
        task.await.expect("nothing burns");
    }
}
// ANCHOR_END: tasks

fn main() -> io::Result<()> {
    let clock = VirtualClock::new();
    let shown = clock.clone();
    let ((), recording) = trace::record(Clock::reading(move || shown.passed()), || {
        block_on_virtual(&clock, lane("main", breakfast(clock.clone())));
    });
    println!();
    recording.publish_polls(&Picture {
        title: "Three sleeps, one queue",
        description: "Main spawns tea, bread and egg. Each is polled once, and its waker goes to the timer queue. The timer wakes bread after one second, egg after two, tea after three. Main awaits tea first, and is woken by its end.",
        column: SECOND,
    })
}
