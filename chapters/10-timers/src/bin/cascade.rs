//! One timer, due after 5,000 ms: when the wheel asks to be looked at, and what is found.

use std::time::{Duration, Instant};

use ch10_timers::{TimerQueue, Timers};

// ANCHOR: cascade
fn main() {
    let start = Instant::now();
    let mut wheel = TimerQueue::new(start);
    wheel.insert(start + Duration::from_millis(5000), "the timer");
    while let Some(next) = wheel.next_deadline() {
        let found = wheel.pop_due(next);
        let at = (next - start).as_millis();
        println!("at {at} ms: {}", found.unwrap_or("nobody is due"));
    }
}
// ANCHOR_END: cascade
