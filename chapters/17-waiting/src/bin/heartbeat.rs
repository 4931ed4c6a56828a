//! A heartbeat every 100 ms, in a loop that also reads messages: once it never comes, once it does.

use std::pin::pin;
use std::time::Duration;

use paused::now;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{Instant, sleep};

const MS: Duration = Duration::from_millis(1);
const BEAT: Duration = Duration::from_millis(100);

// ANCHOR: restarts
async fn restarts(mut messages: Receiver<u64>) {
    loop {
        tokio::select! {
            message = messages.recv() => match message {
                Some(sent) => print!(" {sent}"),
                None => break,
            },
            () = sleep(BEAT) => print!(" BEAT at {}", now()),
        }
    }
}
// ANCHOR_END: restarts

// ANCHOR: goes_on
async fn goes_on(mut messages: Receiver<u64>) {
    let mut beat = pin!(sleep(BEAT));
    loop {
        tokio::select! {
            message = messages.recv() => match message {
                Some(sent) => print!(" {sent}"),
                None => break,
            },
            () = &mut beat => {
                print!(" BEAT at {}", now());
                let next = beat.deadline() + BEAT;
                beat.as_mut().reset(next);
            }
        }
    }
}
// ANCHOR_END: goes_on

/// A message every 30 ms, nine in all: each says when it was sent.
fn chatter() -> Receiver<u64> {
    let (messages, inbox) = channel(1);
    tokio::spawn(async move {
        let start = Instant::now();
        for _ in 0..9 {
            sleep(30 * MS).await;
            let sent = start.elapsed().as_millis() as u64;
            messages.send(sent).await.expect("somebody listens");
        }
    });
    inbox
}

fn main() {
    print!("made in the loop: ");
    paused::run(|| async { restarts(chatter()).await });
    print!("\nmade before it:   ");
    paused::run(|| async { goes_on(chatter()).await });
    println!();
}
