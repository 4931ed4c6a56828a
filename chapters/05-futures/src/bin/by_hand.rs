//! A countdown, polled by hand: nothing happens between the polls.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ch05_futures::Countdown;

fn main() {
    // ANCHOR: by_hand
    let mut countdown = pin!(Countdown::new(3));
    let mut cx = Context::from_waker(Waker::noop());
    println!("made:   {} left", countdown.left());
    for number in 1.. {
        match countdown.as_mut().poll(&mut cx) {
            Poll::Pending => println!("poll {number}: Pending, {} left", countdown.left()),
            Poll::Ready(output) => {
                println!("poll {number}: Ready({output:?})");
                break;
            }
        }
    }
    // ANCHOR_END: by_hand
}
