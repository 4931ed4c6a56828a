//! A task that keeps an `Rc` across an await.

use std::rc::Rc;

use ch13_many_threads::{spawn, yield_now};

// ANCHOR: task
async fn greet() {
    let name = Rc::new(String::from("A"));
    yield_now().await;
    println!("hello, {name}");
}

fn start() {
    drop(spawn(greet()));
}
// ANCHOR_END: task

fn main() {
    start();
}
