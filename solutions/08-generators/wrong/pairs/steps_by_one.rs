// WRONG: gives each item with the one that follows it.
// JUDGE: for the items 1, 2, 3, 4, the answer gave [(1, Some(2)), (2, Some(3)), (3, Some(4)), (4, None)]

use std::convert::Infallible;

use ch08_generators::{Coroutine, Step};

/// The items of a coroutine, two at a time.
pub struct Pairs<C: Coroutine>(Option<C>, Option<C::Yield>);

/// Takes the items of `coroutine` two at a time. Nothing of it runs before the first pair is asked for.
pub fn pairs<C: Coroutine<Error = Infallible, Yield: Clone>>(coroutine: C) -> Pairs<C> {
    Pairs(Some(coroutine), None)
}

impl<C: Coroutine<Error = Infallible, Yield: Clone>> Iterator for Pairs<C> {
    type Item = (C::Yield, Option<C::Yield>);

    /// The next two items; or the last one and `None`. It resumes the coroutine twice at most, and never once it is over.
    fn next(&mut self) -> Option<Self::Item> {
        let first = match self.1.take() {
            Some(item) => item,
            None => self.item()?,
        };
        self.1 = self.item();
        Some((first, self.1.clone()))
    }
}

impl<C: Coroutine<Error = Infallible, Yield: Clone>> Pairs<C> {
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
