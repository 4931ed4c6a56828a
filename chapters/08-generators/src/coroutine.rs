//! The trait: what goes into a function that pauses, and what comes out.

// ANCHOR: words
/// What a coroutine is resumed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume<T, E> {
    /// Its `yield` gives this value. The first one only starts it: it is at no `yield` yet, and
    /// the value is lost.
    Send(T),
    /// Its `yield` raises this error.
    Throw(E),
    /// It is asked to come to its end.
    Close,
}

/// What a resumed coroutine answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<Y, R> {
    /// It has stopped in the middle, and gives this.
    Yielded(Y),
    /// It is over.
    Complete(R),
}

/// Why a coroutine is over and has returned nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Raised<E> {
    /// An error that it, or a delegate of it, did not handle.
    #[error("{0}")]
    Error(E),
    /// It was closed.
    #[error("closed")]
    Closed,
    /// A delegate was asked to end, and yielded.
    #[error("ignored the close")]
    IgnoredClose,
    /// It was over already, and has no second end.
    #[error("finished before")]
    Finished,
}
// ANCHOR_END: words

impl<T, E> Resume<T, E> {
    // ANCHOR: unhandled
    /// The end of a coroutine that has nothing to say to this: an error goes out, a close closes,
    /// and a value comes too late.
    pub fn unhandled<Y, R>(self) -> Step<Y, Result<R, Raised<E>>> {
        Step::Complete(Err(match self {
            Self::Send(_) => Raised::Finished,
            Self::Throw(error) => Raised::Error(error),
            Self::Close => Raised::Closed,
        }))
    }
    // ANCHOR_END: unhandled
}

/// What the coroutine `C` is resumed with.
pub type ResumeOf<C> = Resume<<C as Coroutine>::Input, <C as Coroutine>::Error>;

/// What the coroutine `C` answers.
pub type StepOf<C> = Step<<C as Coroutine>::Yield, OutcomeOf<C>>;

/// How the coroutine `C` ends.
pub type OutcomeOf<C> = Result<<C as Coroutine>::Return, Raised<<C as Coroutine>::Error>>;

/// A function that stops in the middle and goes on where it stopped, when it is resumed.
///
/// Once it has completed it is over for good: a value sent to it gives [`Raised::Finished`], an error thrown into it comes
/// out, a close does nothing. Dropping it while it is paused drops what it holds, innermost delegate first.
///
/// ```
/// use ch08_generators::{Coroutine, Interview, Step};
/// let mut interview = Interview::default();
/// assert!(matches!(interview.next(), Step::Yielded(question) if question == "name?"));
/// interview.send("Robin".to_owned());
/// let end = interview.send("shrubbery".to_owned());
/// assert!(matches!(end, Step::Complete(Ok(sentence)) if sentence == "Robin seeks shrubbery"));
/// ```
// ANCHOR: coroutine
pub trait Coroutine {
    /// What can be sent to it. The default is Python's `None`: what [`next`](Self::next) sends.
    type Input: Default;
    /// What it yields.
    type Yield;
    /// What it returns.
    type Return;
    /// What can be thrown into it, and what it raises.
    type Error;

    /// Runs it to its next pause or to its end.
    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self>;
    // ANCHOR_END: coroutine

    /// Starts it, or goes on without a value.
    fn next(&mut self) -> StepOf<Self> {
        self.send(Self::Input::default())
    }

    /// Goes on with a value.
    fn send(&mut self, value: Self::Input) -> StepOf<Self> {
        self.resume(Resume::Send(value))
    }

    /// Goes on with an error.
    fn throw(&mut self, error: Self::Error) -> StepOf<Self> {
        self.resume(Resume::Throw(error))
    }

    // ANCHOR: close
    /// Asks it to end. What it returns, if it returns something, is lost.
    ///
    /// # Errors
    /// [`Raised::IgnoredClose`] if it yields instead, and whatever else it raises instead.
    fn close(&mut self) -> Result<(), Raised<Self::Error>> {
        match self.resume(Resume::Close) {
            Step::Yielded(_) => Err(Raised::IgnoredClose),
            Step::Complete(Ok(_) | Err(Raised::Closed)) => Ok(()),
            Step::Complete(Err(raised)) => Err(raised),
        }
    }
    // ANCHOR_END: close
}
