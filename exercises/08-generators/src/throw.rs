//! Exercise 08/throw: the error goes to the delegate, and the one outside goes on.
//!
//! In Python:
//!
//! ```python
//! def retry(attempt):
//!     while True:
//!         try:
//!             return (yield from attempt())
//!         except Exception as error:      # not GeneratorExit: that is a close
//!             yield Failed(error)
//! ```

use std::marker::PhantomData;

use ch08_generators::{Coroutine, ResumeOf, StepOf};

/// What [`Retry`] yields.
#[derive(Debug, PartialEq)]
pub enum Notice<Y, E> {
    /// The delegate has yielded this.
    Item(Y),
    /// The delegate has let this error out. Resumed with a value, `Retry` begins again.
    Failed(E),
}

/// Delegates to one attempt after the other, until one of them returns. What is in it is yours to choose.
pub struct Retry<C, F>(PhantomData<(C, F)>);

/// Makes an attempt with `attempt` when it is started, and another one after each that failed.
pub fn retry<C: Coroutine, F: FnMut() -> C>(attempt: F) -> Retry<C, F> {
    let _ = attempt;
    todo!("keep what makes attempts; make none yet")
}

impl<C: Coroutine, F: FnMut() -> C> Coroutine for Retry<C, F> {
    type Input = C::Input;
    type Yield = Notice<C::Yield, C::Error>;
    type Return = C::Return;
    type Error = C::Error;

    /// While an attempt lasts, everything goes to it: values, errors, the close. It may swallow an error, answer it with an
    /// item, or raise; only an error that comes out of it is a failure. A close is none. An
    /// error that it raises instead of ending at a close is a failure like any other.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let _ = resume;
        todo!("resume the attempt, or make one; look at how it ends")
    }
}
