//! A thousand futures, ready one after the other: how often is one of them polled?

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::StreamExt;
use futures::future::select_all;
use futures::stream::FuturesUnordered;
use tokio::time::{Sleep, sleep};

thread_local! {
    static POLLS: Cell<u64> = const { Cell::new(0) };
}

/// A sleep that counts its polls.
struct Counted(Pin<Box<Sleep>>);

impl Future for Counted {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        POLLS.set(POLLS.get() + 1);
        self.0.as_mut().poll(cx)
    }
}

fn thousand() -> impl Iterator<Item = Counted> {
    (1..=1000).map(|ms| Counted(Box::pin(sleep(Duration::from_millis(ms)))))
}

// ANCHOR: both
async fn asks_all() {
    let mut rest: Vec<_> = thousand().collect();
    while !rest.is_empty() {
        ((), _, rest) = select_all(rest).await;
    }
}

async fn asks_the_woken() {
    let mut set: FuturesUnordered<_> = thousand().collect();
    while let Some(()) = set.next().await {}
}
// ANCHOR_END: both

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    asks_all().await;
    println!("select_all, again and again: {} polls", POLLS.replace(0));
    asks_the_woken().await;
    println!("FuturesUnordered:            {} polls", POLLS.replace(0));
}
