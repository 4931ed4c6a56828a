//! A task that borrows from the function that spawns it.

use ch07_executor::{block_on, spawn};

// ANCHOR: borrows
async fn greet() {
    let name = String::from("A");
    let task = spawn(async { println!("hello, {name}") });
    task.await.expect("it does not panic");
}
// ANCHOR_END: borrows

fn main() {
    block_on(greet());
}
