//! An iterator is a coroutine that nothing can be sent to; and back.

use std::marker::PhantomData;

use crate::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf};

// ANCHOR: from_coroutine
/// The items of a coroutine, as a `for` loop takes them. Made by [`from_coroutine`].
#[derive(Debug)]
pub struct FromCoroutine<C>(Option<C>);

/// Iterates over what `coroutine` yields, and runs it no further than it is asked to. An error is
/// the last item; a return value is lost, as in Python's `for`.
///
/// ```
/// use ch08_generators::{from_coroutine, from_iter};
/// let items = from_coroutine(from_iter::<_, String>([1, 2]));
/// assert_eq!(items.collect::<Result<Vec<_>, _>>(), Ok(vec![1, 2]));
/// ```
pub fn from_coroutine<C: Coroutine>(coroutine: C) -> FromCoroutine<C> {
    FromCoroutine(Some(coroutine))
}

impl<C: Coroutine> Iterator for FromCoroutine<C> {
    type Item = Result<C::Yield, Raised<C::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut coroutine = self.0.take()?;
        match coroutine.next() {
            Step::Yielded(item) => {
                self.0 = Some(coroutine);
                Some(Ok(item))
            }
            Step::Complete(outcome) => outcome.err().map(Err),
        }
    }
}
// ANCHOR_END: from_coroutine

// ANCHOR: from_iter
/// A coroutine that yields an iterator's items. Made by [`from_iter`].
#[derive(Debug)]
pub struct FromIter<I, E>(Option<I>, PhantomData<E>);

/// Yields the items of `items`, returns nothing, and handles nothing: an error that is thrown in
/// comes out, and a close or an error drops the iterator.
pub fn from_iter<I: IntoIterator, E>(items: I) -> FromIter<I::IntoIter, E> {
    FromIter(Some(items.into_iter()), PhantomData)
}

impl<I: Iterator, E> Coroutine for FromIter<I, E> {
    type Input = ();
    type Yield = I::Item;
    type Return = ();
    type Error = E;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        match (self.0.take(), resume) {
            (Some(mut items), Resume::Send(())) => match items.next() {
                Some(item) => {
                    self.0 = Some(items);
                    Step::Yielded(item)
                }
                None => Step::Complete(Ok(())),
            },
            (_, resume) => resume.unhandled(),
        }
    }
}
// ANCHOR_END: from_iter
