// WRONG: ends when it is closed, and does not close the stage behind.
// JUDGE: closed, as what reaches the stage behind `average`, the answer gave ["start"]; right is ["start", "close"]

use std::convert::Infallible;
use std::mem;

use ch08_generators::{Coroutine, Resume, ResumeOf, Step, StepOf};

/// Sends on to its target what is wanted.
pub struct Keep<C, F> {
    wanted: F,
    target: C,
    started: bool,
}

/// A stage that sends on to `target` what is `wanted`.
pub fn keep<C, F: Fn(f64) -> bool>(wanted: F, target: C) -> Keep<C, F> {
    Keep {
        wanted,
        target,
        started: false,
    }
}

impl<C, F> Coroutine for Keep<C, F>
where
    C: Coroutine<Input = Option<f64>, Yield = ()>,
    F: Fn(f64) -> bool,
{
    type Input = Option<f64>;
    type Yield = ();
    type Return = C::Return;
    type Error = C::Error;

    /// Starts its target when it is started. An item that is not wanted does not reach the target; everything else does: the
    /// end (`None`), errors, the close. When its target is over, it is over.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let started = mem::replace(&mut self.started, true);
        match resume {
            Resume::Send(_) if !started => self.target.next(),
            Resume::Send(Some(item)) if !(self.wanted)(item) => Step::Yielded(()),
            resume => self.target.resume(resume),
        }
    }
}

/// Sends on to its target the average so far.
pub struct Average<C> {
    target: C,
    started: bool,
    sum: f64,
    count: u32,
}

/// A stage that sends on to `target`, for each item, the average of all items so far.
pub fn average<C>(target: C) -> Average<C> {
    Average {
        target,
        started: false,
        sum: 0.0,
        count: 0,
    }
}

impl<C> Coroutine for Average<C>
where
    C: Coroutine<Input = Option<f64>, Yield = ()>,
{
    type Input = Option<f64>;
    type Yield = ();
    type Return = C::Return;
    type Error = C::Error;

    /// Starts its target when it is started. The end, errors and the close reach the target.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let started = mem::replace(&mut self.started, true);
        match resume {
            Resume::Send(_) if !started => self.target.next(),
            Resume::Send(Some(item)) => {
                self.sum += item;
                self.count += 1;
                self.target.send(Some(self.sum / f64::from(self.count)))
            }
            Resume::Close => resume.unhandled(),
            resume => self.target.resume(resume),
        }
    }
}

/// Keeps what it is sent.
pub enum Collect {
    /// Not begun.
    Start,
    /// At its `yield`.
    Awaits(Vec<f64>),
    /// Over.
    Done,
}

/// The last stage: it collects what it is sent.
pub fn collect() -> Collect {
    Collect::Start
}

impl Coroutine for Collect {
    type Input = Option<f64>;
    type Yield = ();
    type Return = Vec<f64>;
    type Error = Infallible;

    /// At the end (`None`), returns all that it was sent.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let items = match (mem::replace(self, Self::Done), resume) {
            (Self::Start, Resume::Send(_)) => Vec::new(),
            (Self::Awaits(mut items), Resume::Send(Some(item))) => {
                items.push(item);
                items
            }
            (Self::Awaits(items), Resume::Send(None)) => return Step::Complete(Ok(items)),
            (_, resume) => return resume.unhandled(),
        };
        *self = Self::Awaits(items);
        Step::Yielded(())
    }
}
