//! One callback blocks, another one panics, and the loop reports both and goes on.

use std::io;
use std::panic;
use std::thread;
use std::time::Duration;

use ch04_event_loop::EventLoop;

fn main() -> io::Result<()> {
    panic::set_hook(Box::new(|_| {})); // Rust's own message; the loop's is enough here
    let mut event_loop = EventLoop::new()?;
    event_loop.reporter = Box::new(|report| println!("report: {report}"));
    event_loop.call_soon(|_| {
        println!("slow: I block for 250 ms");
        thread::sleep(Duration::from_millis(250)); // what no callback may do
    });
    event_loop.call_soon(|_| panic!("cannot go on"));
    event_loop.call_soon(|event_loop| {
        println!("last: still called");
        event_loop.stop();
    });
    event_loop.run_forever()
}
