//! Three calls of sleep, two of them where nobody keeps time.

use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use ch10_timers::{block_on, sleep};

const MS: Duration = Duration::from_millis(1);

fn try_it(what: &str, program: impl FnOnce()) {
    println!("{what}");
    match catch_unwind(AssertUnwindSafe(program)) {
        Ok(()) => println!("  slept"),
        Err(panic) => {
            let words = panic.downcast_ref::<String>().expect("a sentence");
            println!("  panicked: {words}");
        }
    }
}

fn main() {
    panic::set_hook(Box::new(|_| ())); // what it says is printed above
    // ANCHOR: calls
    try_it("an argument", || block_on(sleep(MS)));
    try_it("in an async block", || block_on(async { sleep(MS).await }));
    let elsewhere = async {
        let thread = thread::spawn(|| drop(sleep(MS)));
        thread
            .join()
            .unwrap_or_else(|panic| panic::resume_unwind(panic));
    };
    try_it("on another thread", || block_on(elsewhere));
    // ANCHOR_END: calls
}
