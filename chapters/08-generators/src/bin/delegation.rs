//! Send, throw and close go through `yield from` to the delegate, and its return value comes back.

mod lanes;

use std::io;
use std::mem;
use std::time::Duration;

use ch08_generators::{Coroutine, Resume, ResumeOf, Step, StepOf, YieldFrom, yield_from};
use lanes::{OnLane, on_lane, record};
use trace::{Clock, Picture};

/// In the picture the tally takes a second each time it is resumed.
const SECOND: Duration = Duration::from_secs(1);
/// And the caller takes its time between two calls.
const BETWEEN: Duration = Duration::from_millis(400);

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let recording = record(&clock, Some("caller"), || {
        let mut shop = on_lane("shop", Duration::ZERO, Shop::default());
        let mut call = |what: &str, resume| {
            let step = shop.resume(resume);
            println!("{what}: {}", in_words(&step));
            clock.wait(BETWEEN);
        };
        call("next()", Resume::Send(None));
        call("send(6)", Resume::Send(Some(6)));
        call("throw(Discount)", Resume::Throw(Discount));
        call("send(None)", Resume::Send(None));
        call("close()", Resume::Close);
    });
    println!();
    recording.publish_steps(&Picture {
        title: "A delegate",
        description: "The caller resumes the shop five times, with next, send 6, throw Discount, send None and close. Each time the tally runs, and shop and caller wait for it. Between the calls shop and tally are paused.",
        column: SECOND / 5,
    })
}

fn in_words(step: &StepOf<Shop>) -> String {
    match step {
        Step::Yielded(total) => format!("yielded {total}"),
        Step::Complete(Ok(())) => "returned".to_owned(),
        Step::Complete(Err(raised)) => format!("{raised:?}").to_lowercase(),
    }
}

/// Thrown in: the customer pays half.
#[derive(Debug)]
struct Discount;

/// Says so when the coroutine that holds it is over, however it ends: Python's `finally`.
struct Finally(&'static str);

impl Drop for Finally {
    fn drop(&mut self) {
        println!("  {}", self.0);
    }
}

// ANCHOR: tally
/// Adds up what it is sent and yields the total; sent nothing, it returns it.
#[derive(Default)]
enum Tally {
    #[default]
    Start,
    Awaits {
        total: u32,
        over: Finally,
    },
    Done,
}

impl Coroutine for Tally {
    type Input = Option<u32>;
    type Yield = u32;
    type Return = u32;
    type Error = Discount;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let (total, over) = match (mem::replace(self, Self::Done), resume) {
            (Self::Start, Resume::Send(_)) => (0, Finally("tally: over")),
            (Self::Awaits { total, over }, Resume::Send(Some(item))) => (total + item, over),
            (Self::Awaits { total, over }, Resume::Throw(Discount)) => (total / 2, over),
            (Self::Awaits { total, .. }, Resume::Send(None)) => return Step::Complete(Ok(total)),
            (_, resume) => return resume.unhandled(),
        };
        *self = Self::Awaits { total, over };
        Step::Yielded(total)
    }
}
// ANCHOR_END: tally

// ANCHOR: shop
/// Serves customer after customer, each with a tally, until it is closed.
#[derive(Default)]
enum Shop {
    #[default]
    Start,
    /// At `total = yield from tally()`.
    Serving(Service),
    Done,
}

/// What the shop keeps while it delegates. Fields are dropped from first to last: the delegate
/// before what is our own.
struct Service {
    tally: YieldFrom<OnLane<Tally>>,
    customer: u32,
    closes: Finally,
}

impl Coroutine for Shop {
    type Input = Option<u32>;
    type Yield = u32;
    type Return = ();
    type Error = Discount;

    fn resume(&mut self, mut resume: ResumeOf<Self>) -> StepOf<Self> {
        loop {
            match (mem::replace(self, Self::Done), resume) {
                (Self::Start, Resume::Send(_)) => {
                    *self = Self::Serving(serve(1, Finally("shop: closes")));
                    resume = Resume::Send(None); // starts the tally
                }
                (Self::Serving(mut now), passed_on) => match now.tally.resume(passed_on) {
                    Step::Yielded(total) => {
                        *self = Self::Serving(now);
                        return Step::Yielded(total);
                    }
                    Step::Complete(Ok(total)) => {
                        println!("  shop: customer {} pays {total}", now.customer);
                        *self = Self::Serving(serve(now.customer + 1, now.closes));
                        resume = Resume::Send(None); // starts the next
                    }
                    Step::Complete(Err(raised)) => return Step::Complete(Err(raised)),
                },
                (_, resume) => return resume.unhandled(),
            }
        }
    }
}
// ANCHOR_END: shop

fn serve(customer: u32, closes: Finally) -> Service {
    let tally = yield_from(on_lane("tally", SECOND, Tally::default()));
    Service {
        tally,
        customer,
        closes,
    }
}
