//! A std lock whose guard is kept across an await, and the same with the guard in a block.

use std::panic::{catch_unwind, set_hook};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch13_many_threads::{Executor, spawn};
use judge::within;

type Visits = Arc<Mutex<u32>>;

// ANCHOR: visit
/// A short lock: nobody awaits while it is held.
async fn visit(visits: Visits) {
    *visits.lock().expect("nobody panics") += 1;
}
// ANCHOR_END: visit

// ANCHOR: held
#[allow(clippy::await_holding_lock, reason = "this is what the demo is about")]
async fn keeps_the_guard(visits: Visits) -> u32 {
    let mut guard = visits.lock().expect("nobody panics");
    *guard += 1;
    let _ = spawn(visit(Arc::clone(&visits))).await; // it waits for the lock; we wait for it
    *guard
}
// ANCHOR_END: held

// ANCHOR: block
async fn gives_it_back(visits: Visits) -> u32 {
    {
        let mut guard = visits.lock().expect("nobody panics");
        *guard += 1;
    }
    let _ = spawn(visit(Arc::clone(&visits))).await;
    *visits.lock().expect("nobody panics")
}
// ANCHOR_END: block

fn show(name: &str, run: impl FnOnce() -> u32 + std::panic::UnwindSafe) {
    match catch_unwind(run) {
        Ok(visits) => println!("{name}\n  {visits} visits"),
        Err(panic) => {
            let sentence = *panic.downcast::<String>().expect("a sentence");
            println!("{name}\n  {}", sentence.replace("; ", ";\n  "));
        }
    }
}

fn main() {
    set_hook(Box::new(|_| ())); // what the judge says is printed below
    show("keeps the guard, two workers:", || {
        within(Duration::from_millis(500), "both visits", || {
            Executor::new(2).block_on(keeps_the_guard(Visits::default()))
        })
    });
    show("gives it back, one worker:", || {
        within(Duration::from_secs(10), "both visits", || {
            Executor::new(1).block_on(gives_it_back(Visits::default()))
        })
    });
}
