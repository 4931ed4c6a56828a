//! Exercise 08/pipeline: coroutines that consume, one behind the other.
//!
//! Items are sent to the first stage: `Some(item)`, and `None` at the end. A stage yields nothing of interest; it waits for the
//! next item. What the last stage returns at the end comes out of the first one.
//!
//! The first value that is sent to a stage only starts it, whatever it is, and starts the stages behind it.

use std::convert::Infallible;

use ch08_generators::{Coroutine, ResumeOf, StepOf};

/// Sends on to its target what is wanted. Add the fields that you need.
pub struct Keep<C, F> {
    _wanted: F,
    _target: C,
}

/// A stage that sends on to `target` what is `wanted`.
pub fn keep<C, F: Fn(f64) -> bool>(wanted: F, target: C) -> Keep<C, F> {
    Keep {
        _wanted: wanted,
        _target: target,
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
        let _ = resume;
        todo!("start the target; then, look at each item")
    }
}

/// Sends on to its target the average so far. Add the fields that you need.
pub struct Average<C> {
    _target: C,
}

/// A stage that sends on to `target`, for each item, the average of all items so far.
pub fn average<C>(target: C) -> Average<C> {
    Average { _target: target }
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
        let _ = resume;
        todo!("start the target; then, send it an average for each item")
    }
}

/// Keeps what it is sent. What is in it is yours to choose.
pub struct Collect {}

/// The last stage: it collects what it is sent.
pub fn collect() -> Collect {
    Collect {}
}

impl Coroutine for Collect {
    type Input = Option<f64>;
    type Yield = ();
    type Return = Vec<f64>;
    type Error = Infallible;

    /// At the end (`None`), returns all that it was sent.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let _ = resume;
        todo!("keep each item, and return them all at the end")
    }
}
