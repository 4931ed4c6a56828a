//! A loop over a channel ends when the last sender is dropped, and not before.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long the loop waits for a message before this demo gives up on it. A plain `recv` would wait for ever.
const PATIENCE: Duration = Duration::from_millis(100);

fn main() {
    println!(
        "the first sender is kept:    {}",
        numbers_from_two_threads(false)
    );
    println!(
        "the first sender is dropped: {}",
        numbers_from_two_threads(true)
    );
}

// ANCHOR: two_threads
fn numbers_from_two_threads(drop_the_first: bool) -> String {
    let (sender, numbers) = channel();
    for number in [1, 2] {
        let sender = sender.clone();
        thread::spawn(move || sender.send(number));
    }
    if drop_the_first {
        drop(sender);
        return sum_until_the_end(&numbers);
    }
    sum_until_the_end(&numbers) // `sender` lives until here
}
// ANCHOR_END: two_threads

fn sum_until_the_end(numbers: &Receiver<u32>) -> String {
    let mut sum = 0;
    loop {
        match numbers.recv_timeout(PATIENCE) {
            Ok(number) => sum += number,
            Err(RecvTimeoutError::Disconnected) => return format!("{sum}, and the end"),
            Err(RecvTimeoutError::Timeout) => return format!("{sum}, and then silence"),
        }
    }
}
