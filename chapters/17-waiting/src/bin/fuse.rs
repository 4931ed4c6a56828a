//! A branch whose future has finished, and branches that have nothing more to give: two panics, and how to avoid them.

use std::pin::pin;
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{Instant, interval_at, sleep};

const MS: Duration = Duration::from_millis(1);

async fn upload() -> &'static str {
    sleep(25 * MS).await;
    "uploaded"
}

// ANCHOR: polled_again
async fn polled_again() {
    let mut upload = pin!(upload());
    let mut ticks = interval_at(Instant::now() + 20 * MS, 20 * MS);
    for _ in 1..=3 {
        tokio::select! {
            done = &mut upload => println!("  {done}"),
            _ = ticks.tick() => println!("  tick"),
        }
    }
}
// ANCHOR_END: polled_again

// ANCHOR: guarded
async fn guarded() {
    let mut upload = pin!(upload());
    let mut ticks = interval_at(Instant::now() + 20 * MS, 20 * MS);
    let mut uploaded = false;
    for _ in 1..=3 {
        tokio::select! {
            done = &mut upload, if !uploaded => {
                uploaded = true;
                println!("  {done}");
            }
            _ = ticks.tick() => println!("  tick"),
        }
    }
}
// ANCHOR_END: guarded

// ANCHOR: nobody_left
async fn nobody_left(mut a: Receiver<&str>, mut b: Receiver<&str>) {
    loop {
        tokio::select! {
            Some(message) = a.recv() => println!("  {message}"),
            Some(message) = b.recv() => println!("  {message}"),
        }
    }
}
// ANCHOR_END: nobody_left

// ANCHOR: otherwise
async fn otherwise(mut a: Receiver<&str>, mut b: Receiver<&str>) {
    loop {
        tokio::select! {
            Some(message) = a.recv() => println!("  {message}"),
            Some(message) = b.recv() => println!("  {message}"),
            else => break,
        }
    }
}
// ANCHOR_END: otherwise

/// A channel with one message, whose sender is gone.
fn one(message: &'static str) -> Receiver<&'static str> {
    let (sender, receiver) = channel(1);
    sender.try_send(message).expect("there is room");
    receiver
}

async fn show(title: &str, program: impl Future<Output = ()> + Send + 'static) {
    println!("{title}");
    match tokio::spawn(program).await {
        Ok(()) => println!("  ends"),
        Err(error) => println!("  {error}"),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    show("an upload that is polled again:", polled_again()).await;
    show("an upload with a guard:", guarded()).await;
    show(
        "two channels, and nobody left:",
        nobody_left(one("a"), one("a")),
    )
    .await;
    show(
        "two channels, otherwise break:",
        otherwise(one("b"), one("b")),
    )
    .await;
}
