// WRONG: keeps one item in advance, to know whether there is a next pair.
// JUDGE: it runs ahead of who asks

use std::convert::Infallible;

use ch08_generators::{Coroutine, Step};

/// The items of a coroutine, two at a time.
pub struct Pairs<C: Coroutine>(Option<C>, Option<C::Yield>, bool);

/// Takes the items of `coroutine` two at a time. Nothing of it runs before the first pair is asked for.
pub fn pairs<C: Coroutine<Error = Infallible>>(coroutine: C) -> Pairs<C> {
    Pairs(Some(coroutine), None, false)
}

impl<C: Coroutine<Error = Infallible>> Iterator for Pairs<C> {
    type Item = (C::Yield, Option<C::Yield>);

    /// The next two items; or the last one and `None`. It resumes the coroutine twice at most, and never once it is over.
    fn next(&mut self) -> Option<Self::Item> {
        if !std::mem::replace(&mut self.2, true) {
            self.1 = self.item();
        }
        let first = self.1.take()?;
        let second = self.item();
        self.1 = self.item();
        Some((first, second))
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
