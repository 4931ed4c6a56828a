//! Exercise 08/chain: one after the other.
//!
//! In Python:
//!
//! ```python
//! def chain(first, second):
//!     one = yield from first
//!     two = yield from second
//!     return one, two
//! ```

use std::marker::PhantomData;

use ch08_generators::{Coroutine, ResumeOf, StepOf};

/// Two coroutines, one after the other. What is in it is yours to choose: an enum with a variant for each pause is a good start.
pub struct Chain<A: Coroutine, B>(PhantomData<(A, B)>);

/// Delegates to `first` and then to `second`, and returns what both returned.
pub fn chain<A, B>(first: A, second: B) -> Chain<A, B>
where
    A: Coroutine,
    B: Coroutine<Input = A::Input, Yield = A::Yield, Error = A::Error>,
{
    let _ = (first, second);
    todo!("begin at the first `yield from`")
}

impl<A, B> Coroutine for Chain<A, B>
where
    A: Coroutine,
    B: Coroutine<Input = A::Input, Yield = A::Yield, Error = A::Error>,
{
    type Input = A::Input;
    type Yield = A::Yield;
    type Return = (A::Return, B::Return);
    type Error = A::Error;

    /// Forwards what it is resumed with to the one that runs. When the first has returned, the second is started at once; an
    /// error of either ends the chain. So does a close, even one that is answered with a return value. Thrown into or closed
    /// before it was started, it runs neither.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let _ = resume;
        todo!("resume the first, and go on with the second when it has returned")
    }
}
