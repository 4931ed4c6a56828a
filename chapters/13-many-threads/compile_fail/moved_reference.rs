//! A task that owns a reference to a local of its spawner.

use ch13_many_threads::{block_on, spawn};

// ANCHOR: task
async fn greet() {
    let name = String::from("A");
    let name = &name;
    let task = spawn(async move { println!("hello, {name}") });
    task.await.expect("it does not panic");
}
// ANCHOR_END: task

fn main() {
    block_on(greet());
}
