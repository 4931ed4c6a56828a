//! In which order an event loop calls what it was given.

use std::io;
use std::thread;
use std::time::Duration;

use ch04_event_loop::EventLoop;

const MS: Duration = Duration::from_millis(1);

fn main() -> io::Result<()> {
    let mut event_loop = EventLoop::new()?;
    // ANCHOR: main
    let cancelled = event_loop.call_later(MS, |_| println!("later: never, cancelled"));
    event_loop.call_soon(move |event_loop| {
        println!("soon: first");
        event_loop.call_soon(|_| println!("soon: added by the first"));
        cancelled.cancel(event_loop);
    });
    event_loop.call_soon(|_| println!("soon: second"));
    let remote = event_loop.remote();
    event_loop.call_soon(move |_| {
        println!("soon: third, starts a thread");
        thread::spawn(move || {
            thread::sleep(5 * MS); // the thread works, the loop sleeps
            remote.call_soon_threadsafe(set_timers)
        });
    });
    println!("main: run_forever");
    event_loop.run_forever()?;
    // ANCHOR_END: main
    println!("main: stopped, {} callback left", event_loop.pending());
    Ok(())
}

// ANCHOR: set_timers
fn set_timers(event_loop: &mut EventLoop) {
    println!("threadsafe: the thread is done");
    event_loop.call_later(20 * MS, |event_loop| {
        println!("later: 20 ms");
        event_loop.stop();
        event_loop.call_soon(|_| println!("soon: never, the loop has stopped"));
    });
    event_loop.call_later(10 * MS, |_| println!("later: 10 ms"));
}
// ANCHOR_END: set_timers
