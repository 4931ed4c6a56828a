//! A thousand requests, each with a limit of a minute and answered at once: what is left in the timer queue.

use std::time::Duration;

use ch07_executor::{spawn, yield_now};
use ch10_timers::{armed, block_on, sleep, timeout};

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: requests
async fn request() -> usize {
    yield_now().await; // the limit's timer is set now
    armed()
}

async fn requests() {
    spawn(sleep(MINUTE / 2)); // a heartbeat, due before all others
    let mut most = 0;
    for _ in 0..1000 {
        let timers = timeout(MINUTE, request()).await;
        most = most.max(timers.expect("it was answered at once"));
    }
    println!("most timers in the queue: {most}");
    println!("timers in the end: {}", armed());
}
// ANCHOR_END: requests

fn main() {
    block_on(requests());
}
