//! Five timers, all due at the same moment.

use std::io;
use std::time::Duration;

use ch04_event_loop::EventLoop;

fn main() -> io::Result<()> {
    let mut event_loop = EventLoop::new()?;
    let when = event_loop.time() + Duration::from_millis(10);
    for number in 1..=5 {
        event_loop.call_at(when, move |_| println!("timer {number}"));
    }
    event_loop.call_at(when + Duration::from_millis(1), EventLoop::stop);
    event_loop.run_forever()
}
