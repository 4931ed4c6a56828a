//! What a new task knows of the one that made it: nothing, a copy, or the same.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use ch15_tasks::inherit;

// ANCHOR: carried_along
tokio::task_local! {
    static USER: Cell<&'static str>;
    static HITS: Arc<AtomicU32>;
}

async fn child() {
    match USER.try_with(Cell::get) {
        Ok(user) => println!("child:  {user}"),
        Err(error) => println!("child:  {error}"),
    }
    let _ = USER.try_with(|user| user.set("Mallory"));
    let _ = HITS.try_with(|hits| hits.fetch_add(1, Relaxed));
}

async fn parent() {
    let plain = tokio::spawn(child());
    let heir = tokio::spawn(inherit(&USER, inherit(&HITS, child())));
    USER.with(|user| user.set("Grace")); // too late for the heir
    let _ = tokio::join!(plain, heir);
    let hits = HITS.with(|hits| hits.load(Relaxed));
    println!("parent: {}, {hits} hit", USER.with(Cell::get));
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let hits = Arc::new(AtomicU32::new(0));
    USER.scope(Cell::new("Ada"), HITS.scope(hits, parent()))
        .await;
}
// ANCHOR_END: carried_along
