// WRONG: makes a new attempt whenever one ends without a value, even when it was closed.
// JUDGE: closed while an attempt is paused, the answer gave Err(IgnoredClose)

use std::mem;

use ch08_generators::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf, YieldFrom, yield_from};

/// What [`Retry`] yields.
#[derive(Debug, PartialEq)]
pub enum Notice<Y, E> {
    /// The delegate has yielded this.
    Item(Y),
    /// The delegate has let this error out. Resumed with a value, `Retry` begins again.
    Failed(E),
}

/// Delegates to one attempt after the other, until one of them returns.
pub struct Retry<C, F> {
    attempt: F,
    at: At<C>,
}

enum At<C> {
    /// Not begun; or at `yield Notice::Failed(..)`, which goes on in the same way.
    BetweenAttempts,
    /// At `yield from attempt()`.
    Delegating(YieldFrom<C>),
    Done,
}

/// Makes an attempt with `attempt` when it is started, and another one after each that failed.
pub fn retry<C: Coroutine, F: FnMut() -> C>(attempt: F) -> Retry<C, F> {
    Retry {
        attempt,
        at: At::BetweenAttempts,
    }
}

/// A close starts the new attempt, like a value.
trait NextOr: Coroutine {
    fn next_or(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        match resume {
            Resume::Close => self.next(),
            resume => self.resume(resume),
        }
    }
}

impl<C: Coroutine> NextOr for YieldFrom<C> {}

impl<C: Coroutine, F: FnMut() -> C> Coroutine for Retry<C, F> {
    type Input = C::Input;
    type Yield = Notice<C::Yield, C::Error>;
    type Return = C::Return;
    type Error = C::Error;

    /// While an attempt lasts, everything goes to it: values, errors, the close. It may swallow an error, answer it with an
    /// item, or raise; only an error that comes out of it is a failure. A close is none. An
    /// error that it raises instead of ending at a close is a failure like any other.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let (mut attempt, resume) = match (mem::replace(&mut self.at, At::Done), resume) {
            (At::BetweenAttempts, Resume::Send(_)) => (
                yield_from((self.attempt)()),
                Resume::Send(C::Input::default()),
            ),
            (At::Delegating(attempt), resume) => (attempt, resume),
            (_, resume) => return resume.unhandled(),
        };
        if matches!(resume, Resume::Close) {
            let _ = attempt.close();
            attempt = yield_from((self.attempt)());
        }
        match attempt.next_or(resume) {
            Step::Yielded(item) => {
                self.at = At::Delegating(attempt);
                Step::Yielded(Notice::Item(item))
            }
            Step::Complete(Err(Raised::Error(error))) => {
                self.at = At::BetweenAttempts;
                Step::Yielded(Notice::Failed(error))
            }
            Step::Complete(outcome) => Step::Complete(outcome),
        }
    }
}
