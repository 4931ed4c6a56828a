//! A task that drops a lock's guard by hand, before it awaits.

use std::sync::{Arc, Mutex};

use ch13_many_threads::{spawn, yield_now};

// ANCHOR: task
async fn count(visits: Arc<Mutex<u32>>) {
    let mut guard = visits.lock().expect("nobody panics");
    *guard += 1;
    drop(guard);
    yield_now().await;
}

fn start(visits: Arc<Mutex<u32>>) {
    drop(spawn(count(visits)));
}
// ANCHOR_END: task

fn main() {
    start(Arc::default());
}
