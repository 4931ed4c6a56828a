//! A thread that borrows a local variable, in a scope that waits for it.

// ANCHOR: scoped
use std::thread;

fn main() {
    let names = vec!["A", "B", "C"];
    thread::scope(|scope| {
        scope.spawn(|| {
            for name in &names {
                println!("ready, {name}");
            }
        });
    });
    println!("{} were greeted", names.len());
}
// ANCHOR_END: scoped
