//! Two countdowns, joined: their polls take turns on one thread.

use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use ch05_futures::{Countdown, join};
use judge::Checker;
use trace::{Picture, lane, record};

// ANCHOR: strip
/// What is polled, in order. Threads cannot share an `Rc`: the compiler allows only one here.
type Strip = Rc<RefCell<Vec<String>>>;

/// A countdown that notes each of its polls, with name and number.
fn noted(name: &'static str, strip: &Strip) -> impl Future<Output = &'static str> {
    let strip = Rc::clone(strip);
    let (mut polls, mut countdown) = (0, Countdown::new(2));
    poll_fn(move |cx| {
        strip.borrow_mut().push(format!("{name}{polls}"));
        polls += 1;
        Pin::new(&mut countdown).poll(cx)
    })
}
// ANCHOR_END: strip

fn main() -> io::Result<()> {
    let strip = Strip::default();
    let checker = Checker::new();
    let (done, recording) = record(checker.clock(), || {
        let (a, b) = (noted("a", &strip), noted("b", &strip));
        let both = async { join(lane("a", a), lane("b", b)).await };
        checker.run(lane("join", both))
    });
    println!("{:?}\n{}\n", done.output, strip.borrow().join(" "));
    recording.publish_polls(&Picture {
        title: "Concurrent, not parallel",
        description: "The join is polled three times. In each of its polls it polls a, and when a has returned, b. No two bars of a and b overlap.",
        column: Duration::from_millis(10),
    })
}
