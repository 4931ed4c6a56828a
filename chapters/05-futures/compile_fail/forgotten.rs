//! Calls an async function and does not await it.
#![deny(unused_must_use)] // a warning by default

async fn fetch(page: &str) -> usize {
    page.len()
}

fn main() {
    // ANCHOR: forgotten
    fetch("/news");
    // ANCHOR_END: forgotten
}
