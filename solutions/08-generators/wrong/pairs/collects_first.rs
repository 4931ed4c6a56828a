// WRONG: takes all items at once and hands them out afterwards.
// JUDGE: the coroutine never ends, and the answer wants all of its items

use std::convert::Infallible;

use ch08_generators::{Coroutine, Step};

/// The items of a coroutine, two at a time.
pub struct Pairs<C: Coroutine>(std::vec::IntoIter<C::Yield>);

/// Takes the items of `coroutine` two at a time. Nothing of it runs before the first pair is asked for.
pub fn pairs<C: Coroutine<Error = Infallible>>(coroutine: C) -> Pairs<C> {
    let mut coroutine = coroutine;
    let mut items = Vec::new();
    while let Step::Yielded(item) = coroutine.next() {
        items.push(item);
    }
    Pairs(items.into_iter())
}

impl<C: Coroutine<Error = Infallible>> Iterator for Pairs<C> {
    type Item = (C::Yield, Option<C::Yield>);

    /// The next two items; or the last one and `None`. It resumes the coroutine twice at most, and never once it is over.
    fn next(&mut self) -> Option<Self::Item> {
        let first = self.0.next()?;
        Some((first, self.0.next()))
    }
}
