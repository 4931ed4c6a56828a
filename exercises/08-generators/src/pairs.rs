//! Exercise 08/pairs: two at a time, and not one too many.
//!
//! Make an iterator out of a coroutine that gives its items in pairs. Each pair costs the coroutine two resumes: whoever
//! takes one pair of an endless coroutine must get it.

use std::convert::Infallible;

use ch08_generators::Coroutine;

/// The items of a coroutine, two at a time. What is in it is yours to choose.
pub struct Pairs<C>(Option<C>);

/// Takes the items of `coroutine` two at a time. Nothing of it runs before the first pair is asked for.
pub fn pairs<C: Coroutine<Error = Infallible>>(coroutine: C) -> Pairs<C> {
    Pairs(Some(coroutine))
}

impl<C: Coroutine<Error = Infallible>> Iterator for Pairs<C> {
    type Item = (C::Yield, Option<C::Yield>);

    /// The next two items; or the last one and `None`. It resumes the coroutine twice at most, and never once it is over.
    fn next(&mut self) -> Option<Self::Item> {
        let _ = &self.0;
        todo!("resume the coroutine for the first item, and again for the second")
    }
}
