// WRONG: starts the second one together with the first.
// JUDGE: while the first coroutine is paused, the answer ran the second

use std::mem;

use ch08_generators::{Coroutine, Resume, ResumeOf, Step, StepOf, YieldFrom, yield_from};

/// Two coroutines, one after the other.
pub enum Chain<A: Coroutine, B: Coroutine> {
    /// At `one = yield from first`.
    Start(A, B),
    /// At `one = yield from first`.
    First(YieldFrom<A>, YieldFrom<B>, StepOf<B>),
    /// At `two = yield from second`.
    Second(A::Return, YieldFrom<B>),
    /// Over.
    Done,
}

/// Delegates to `first` and then to `second`, and returns what both returned.
pub fn chain<A, B>(first: A, second: B) -> Chain<A, B>
where
    A: Coroutine,
    B: Coroutine<Input = A::Input, Yield = A::Yield, Error = A::Error>,
{
    Chain::Start(first, second)
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
    fn resume(&mut self, mut resume: ResumeOf<Self>) -> StepOf<Self> {
        loop {
            match mem::replace(self, Self::Done) {
                Self::Start(first, second) => {
                    let mut second = yield_from(second);
                    let ahead = second.next();
                    *self = Self::First(yield_from(first), second, ahead);
                    resume = Resume::Send(A::Input::default());
                }
                Self::First(mut first, second, ahead) => match first.resume(resume) {
                    Step::Yielded(item) => {
                        *self = Self::First(first, second, ahead);
                        return Step::Yielded(item);
                    }
                    Step::Complete(Ok(one)) => {
                        return match ahead {
                            Step::Yielded(item) => {
                                *self = Self::Second(one, second);
                                Step::Yielded(item)
                            }
                            Step::Complete(outcome) => {
                                Step::Complete(outcome.map(|two| (one, two)))
                            }
                        };
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
