//! Delegation: `yield from`.

use std::mem;

use crate::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf};

// ANCHOR: yield_from
/// The expression `yield from delegate` (PEP 380): while it lasts, values, errors and the close go
/// straight to the delegate, what the delegate yields goes straight out, and the delegate's return
/// value is the expression's value.
///
/// It is a coroutine of its own. The one that delegates keeps it in a state, begins with
/// [`next`](Coroutine::next), passes on what it is resumed with, and yields what comes back.
#[derive(Debug)]
pub enum YieldFrom<C> {
    /// The delegate is not over.
    Delegating(C),
    /// It is, and has been dropped.
    Done,
}

impl<C: Coroutine> Coroutine for YieldFrom<C> {
    type Input = C::Input;
    type Yield = C::Yield;
    type Return = C::Return;
    type Error = C::Error;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let Self::Delegating(mut delegate) = mem::replace(self, Self::Done) else {
            return resume.unhandled();
        };
        if matches!(resume, Resume::Close) {
            // The close goes on here even if the delegate returns a value: nobody asked for one.
            return Step::Complete(Err(delegate.close().err().unwrap_or(Raised::Closed)));
        }
        let step = delegate.resume(resume);
        if matches!(step, Step::Yielded(_)) {
            *self = Self::Delegating(delegate);
        }
        step
    }
}
// ANCHOR_END: yield_from

/// `yield from delegate`.
///
/// ```
/// use ch08_generators::{Coroutine, Step, from_iter, yield_from};
/// let mut delegation = yield_from(from_iter::<_, String>(["a"]));
/// assert_eq!(delegation.next(), Step::Yielded("a"));
/// assert_eq!(delegation.next(), Step::Complete(Ok(())));
/// ```
pub fn yield_from<C: Coroutine>(delegate: C) -> YieldFrom<C> {
    YieldFrom::Delegating(delegate)
}
