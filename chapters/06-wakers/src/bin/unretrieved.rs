//! An error that nobody looks at is reported once, when the last one who could look is gone.

use ch06_wakers::{Calls, Promise, block_on};

// ANCHOR: unretrieved
fn main() {
    let calls = Calls::default();
    for mode in ["ignored", "error read", "awaited"] {
        let report = |error: &String| println!("report: never retrieved {error}");
        let promise: Promise<(), String> = Promise::new(&calls, report);
        let failed = promise.set_exception(format!("Boom({mode})"));
        failed.expect("the promise is pending");
        match mode {
            "error read" => drop(promise.exception()),
            "awaited" => drop(block_on(promise.clone())),
            _ => {}
        }
        // The recorded lines of asyncio say "task": there, a task is a future.
        println!("dropping the {mode} task");
        drop(promise);
    }
}
// ANCHOR_END: unretrieved
