//! Two sleeps on one thread: two helper threads wake it.

use std::io;
use std::time::Duration;

use ch05_futures::join;
use ch06_wakers::{Sleep, block_on, in_thread};
use trace::{Clock, Picture, lane, record};

/// One second on the clock of this demo lasts 50 ms on yours.
const PACE: u32 = 20;
const SECOND: Duration = Duration::from_secs(1);

fn main() -> io::Result<()> {
    let clock = Clock::scaled(PACE);
    let (tea, bread) = (sleep(&clock, 2 * SECOND), sleep(&clock, SECOND));
    let ((), recording) = record(clock.clone(), || {
        let both = join(lane("tea", tea), lane("bread", bread));
        block_on(lane("breakfast", both));
    });
    println!("breakfast at {} s\n", clock.now().as_secs());
    recording.publish_polls(&Picture {
        title: "One thread, two sleeps",
        description: "Breakfast polls tea and bread: both Pending. After one second the timer thread of bread wakes it, after two seconds that of tea, and each time breakfast is polled again.",
        column: SECOND / 4,
    })
}

/// The chapter's `sleep`, by the clock of this demo.
fn sleep(clock: &Clock, duration: Duration) -> Sleep {
    let (clock, start) = (clock.clone(), clock.now());
    in_thread("timer thread", move || clock.wait_from(start, duration))
}
