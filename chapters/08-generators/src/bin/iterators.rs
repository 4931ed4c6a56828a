//! A coroutine as an iterator, and an iterator as a coroutine: nothing runs ahead of who asks.

use std::convert::Infallible;
use std::mem;

use ch08_generators::{Coroutine, Resume, ResumeOf, Step, StepOf, from_coroutine, from_iter};

// ANCHOR: main
fn main() {
    println!("take two of three, doubled:");
    let items = from_coroutine(Countdown::Start(3)).flatten();
    for item in items.map(|item| item * 2).take(2) {
        println!("  item {item}");
    }
    println!(
        "collected: {:?}",
        from_coroutine(Countdown::Start(3))
            .flatten()
            .collect::<Vec<_>>()
    );

    let mut letters = from_iter::<_, Infallible>("ab".chars());
    println!(
        "from an iterator: {:?} {:?} {:?}",
        letters.next(),
        letters.next(),
        letters.next()
    );
}
// ANCHOR_END: main

// ANCHOR: countdown
/// Yields from the given number down to 1, and says when it works.
enum Countdown {
    Start(u32),
    At(u32),
    Done,
}

impl Coroutine for Countdown {
    type Input = ();
    type Yield = u32;
    type Return = &'static str;
    type Error = Infallible;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let left = match (mem::replace(self, Self::Done), resume) {
            (Self::Start(from), Resume::Send(())) => from,
            (Self::At(last), Resume::Send(())) => last - 1,
            (_, resume) => return resume.unhandled(),
        };
        if left == 0 {
            return Step::Complete(Ok("lift-off"));
        }
        println!("  (works on {left})");
        *self = Self::At(left);
        Step::Yielded(left)
    }
}
// ANCHOR_END: countdown
