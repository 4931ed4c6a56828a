//! A task that shares a `RefCell` with others.

use std::cell::RefCell;
use std::sync::Arc;

use ch13_many_threads::{spawn, yield_now};

// ANCHOR: task
fn start(visits: Arc<RefCell<u32>>) {
    drop(spawn(async move {
        yield_now().await;
        *visits.borrow_mut() += 1;
    }));
}
// ANCHOR_END: task

fn main() {
    start(Arc::default());
}
