// WRONG: gives a pair only when both items are there.
// JUDGE: for the items 1, 2, 3, the answer gave [(1, Some(2))]; right is [(1, Some(2)), (3, None)]

use std::convert::Infallible;

use ch08_generators::{Coroutine, Step};

/// The items of a coroutine, two at a time.
pub struct Pairs<C>(Option<C>);

/// Takes the items of `coroutine` two at a time. Nothing of it runs before the first pair is asked for.
pub fn pairs<C: Coroutine<Error = Infallible>>(coroutine: C) -> Pairs<C> {
    Pairs(Some(coroutine))
}

impl<C: Coroutine<Error = Infallible>> Iterator for Pairs<C> {
    type Item = (C::Yield, Option<C::Yield>);

    /// The next two items; or the last one and `None`. It resumes the coroutine twice at most, and never once it is over.
    fn next(&mut self) -> Option<Self::Item> {
        let first = self.item()?;
        let second = self.item()?;
        Some((first, Some(second)))
    }
}

impl<C: Coroutine<Error = Infallible>> Pairs<C> {
    fn item(&mut self) -> Option<C::Yield> {
        match self.0.as_mut()?.next() {
            Step::Yielded(item) => Some(item),
            Step::Complete(_) => {
                self.0 = None;
                None
            }
        }
    }
}
