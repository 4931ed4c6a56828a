//! Hands the loop itself to another thread, as one can in Python.

use std::thread;

use ch04_event_loop::EventLoop;

fn main() {
    let mut event_loop = EventLoop::new().expect("a loop");
    // ANCHOR: spawn
    thread::spawn(move || {
        event_loop.call_soon(|_| println!("from a thread"));
    });
    // ANCHOR_END: spawn
}
