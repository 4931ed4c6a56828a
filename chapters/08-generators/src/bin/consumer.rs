//! A running average that is sent its items, and a filter in front of it.

use std::convert::Infallible;
use std::mem;

use ch08_generators::{Coroutine, Resume, ResumeOf, Step, StepOf};

// ANCHOR: main
fn main() {
    let mut average = Average::default();
    println!("started:      {}", in_words(&average.next()));
    for item in [10.0, 20.0, 60.0] {
        println!("send {item}:      {}", in_words(&average.send(Some(item))));
    }
    println!("send nothing: {}", in_words(&average.send(None)));

    let mut positive = Keep {
        wanted: |item: f64| item > 0.0,
        target: Some(Average::default()),
    };
    positive.next();
    for item in [10.0, -99.0, 30.0] {
        let step = positive.send(Some(item));
        println!("filter, send {item}: {}", in_words(&step));
    }
}
// ANCHOR_END: main

fn in_words(step: &StepOf<Average>) -> String {
    match step {
        Step::Yielded(None) => "no average".to_owned(),
        Step::Yielded(Some(average)) => format!("average {average}"),
        Step::Complete(Ok(count)) => format!("returned {count} items"),
        Step::Complete(Err(raised)) => raised.to_string(),
    }
}

// ANCHOR: average
/// Yields the average of all that it has been sent so far; sent `None`, it returns how many items
/// there were.
#[derive(Default)]
enum Average {
    #[default]
    Start,
    Awaits {
        sum: f64,
        count: u32,
    },
    Done,
}

impl Coroutine for Average {
    type Input = Option<f64>;
    type Yield = Option<f64>;
    type Return = u32;
    type Error = Infallible;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let (sum, count) = match (mem::replace(self, Self::Done), resume) {
            (Self::Start, Resume::Send(_)) => (0.0, 0),
            (Self::Awaits { sum, count }, Resume::Send(Some(item))) => (sum + item, count + 1),
            (Self::Awaits { count, .. }, Resume::Send(None)) => return Step::Complete(Ok(count)),
            (_, resume) => return resume.unhandled(),
        };
        *self = Self::Awaits { sum, count };
        Step::Yielded((count > 0).then(|| sum / f64::from(count)))
    }
}
// ANCHOR_END: average

// ANCHOR: keep
/// Sends on what is wanted. What is not goes no further: then `None` is yielded.
struct Keep<C, F> {
    wanted: F,
    /// `None` once it is over.
    target: Option<C>,
}

impl<C, F> Coroutine for Keep<C, F>
where
    C: Coroutine<Input = Option<f64>, Yield = Option<f64>>,
    F: Fn(f64) -> bool,
{
    type Input = C::Input;
    type Yield = C::Yield;
    type Return = C::Return;
    type Error = C::Error;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let Some(target) = &mut self.target else {
            return resume.unhandled();
        };
        let step = match resume {
            Resume::Send(Some(item)) if !(self.wanted)(item) => Step::Yielded(None),
            resume => target.resume(resume),
        };
        if matches!(step, Step::Complete(_)) {
            self.target = None;
        }
        step
    }
}
// ANCHOR_END: keep
