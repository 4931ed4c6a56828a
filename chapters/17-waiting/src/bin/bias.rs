//! A loop that is asked to stop while a thousand messages wait: three orders of its branches.

use tokio::sync::mpsc::{Receiver, channel};
use tokio::sync::oneshot;

const WAITING: usize = 1000;

// ANCHOR: orders
async fn messages_first(mut messages: Receiver<usize>, mut stop: oneshot::Receiver<()>) -> usize {
    let mut handled = 0;
    loop {
        tokio::select! {
            biased;
            Some(_) = messages.recv() => handled += 1,
            _ = &mut stop => return handled,
        }
    }
}

async fn stop_first(mut messages: Receiver<usize>, mut stop: oneshot::Receiver<()>) -> usize {
    let mut handled = 0;
    loop {
        tokio::select! {
            biased;
            _ = &mut stop => return handled,
            Some(_) = messages.recv() => handled += 1,
        }
    }
}
// ANCHOR_END: orders

async fn by_dice(mut messages: Receiver<usize>, mut stop: oneshot::Receiver<()>) -> usize {
    let mut handled = 0;
    loop {
        tokio::select! {
            Some(_) = messages.recv() => handled += 1,
            _ = &mut stop => return handled,
        }
    }
}

/// A thousand messages, and the request to stop: all of it is there before the loop begins.
fn flood() -> (Receiver<usize>, oneshot::Receiver<()>) {
    let (sender, messages) = channel(WAITING);
    for message in 0..WAITING {
        sender.try_send(message).expect("there is room");
    }
    let (stopper, stop) = oneshot::channel();
    stopper.send(()).expect("the loop will look");
    (messages, stop)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (messages, stop) = flood();
    let handled = messages_first(messages, stop).await;
    println!("biased, messages first: {handled} messages, then it stops");
    let (messages, stop) = flood();
    let handled = stop_first(messages, stop).await;
    println!("biased, stop first:     {handled} messages, then it stops");
    let (messages, stop) = flood();
    let few = by_dice(messages, stop).await < WAITING;
    println!("by dice:                fewer than all: {few}");
}
