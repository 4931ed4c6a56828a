//! An interval of 20 ms, and a second tick whose work takes 70 ms: what each behaviour makes of the ticks that were missed.

use std::time::Duration;

use ch10_timers::{MissedTickBehavior, VirtualClock, block_on_virtual, interval};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: ticks
async fn ticks(clock: VirtualClock, behavior: MissedTickBehavior) {
    let mut every_20 = interval(20 * MS);
    every_20.set_missed_tick_behavior(behavior);
    print!("{:8}", format!("{behavior:?}"));
    for tick in 0..8 {
        every_20.tick().await;
        print!("{:5}", clock.passed().as_millis());
        if tick == 1 {
            clock.advance(70 * MS); // the work of this tick takes too long
        }
    }
    println!();
}
// ANCHOR_END: ticks

fn main() {
    use MissedTickBehavior::{Burst, Delay, Skip};
    for behavior in [Burst, Delay, Skip] {
        let clock = VirtualClock::new();
        block_on_virtual(&clock, ticks(clock.clone(), behavior));
    }
}
