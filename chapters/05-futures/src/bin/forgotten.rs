//! An async function that is called and not awaited: it never starts, and nobody complains.

use std::pin::pin;
use std::task::{Context, Waker};

// ANCHOR: forgotten
async fn fetch(page: &str) -> usize {
    println!("  fetch: asks for {page}");
    page.len()
}

#[expect(
    clippy::let_underscore_future,
    reason = "the hole that the page is about; this workspace denies it"
)]
fn main() {
    println!("main: calls fetch");
    let _ = fetch("/news");
    println!("main: calls fetch, keeps the future");
    let mut future = pin!(fetch("/weather"));
    println!("main: polls it");
    let poll = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    println!("main: has {poll:?}");
}
// ANCHOR_END: forgotten
