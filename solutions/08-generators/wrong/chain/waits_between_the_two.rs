// WRONG: does not start the second one at once, but gives the first item again.
// JUDGE: for step 3, the answer gave Yielded(2); right is Yielded(3)

use std::mem;

use ch08_generators::{Coroutine, ResumeOf, Step, StepOf, YieldFrom, yield_from};

/// Two coroutines, one after the other.
pub enum Chain<A: Coroutine, B> {
    /// At `one = yield from first`.
    First(YieldFrom<A>, B, A::Yield),
    /// At `two = yield from second`.
    Second(A::Return, YieldFrom<B>),
    /// Over.
    Done,
}

/// Delegates to `first` and then to `second`, and returns what both returned.
pub fn chain<A, B>(first: A, second: B) -> Chain<A, B>
where
    A: Coroutine<Yield: Clone + Default>,
    B: Coroutine<Input = A::Input, Yield = A::Yield, Error = A::Error>,
{
    Chain::First(yield_from(first), second, A::Yield::default())
}

impl<A, B> Coroutine for Chain<A, B>
where
    A: Coroutine<Yield: Clone + Default>,
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
        {
            match mem::replace(self, Self::Done) {
                Self::First(mut first, second, last) => match first.resume(resume) {
                    Step::Yielded(item) => {
                        *self = Self::First(first, second, item.clone());
                        return Step::Yielded(item);
                    }
                    Step::Complete(Ok(one)) => {
                        *self = Self::Second(one, yield_from(second));
                        return Step::Yielded(last);
                    }
                    Step::Complete(Err(raised)) => return Step::Complete(Err(raised)),
                },
                Self::Second(one, mut second) => {
                    return match second.resume(resume) {
                        Step::Yielded(item) => {
                            *self = Self::Second(one, second);
                            Step::Yielded(item)
                        }
                        Step::Complete(outcome) => Step::Complete(outcome.map(|two| (one, two))),
                    };
                }
                Self::Done => return resume.unhandled(),
            }
        }
    }
}
