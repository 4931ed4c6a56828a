//! A generator cannot be resumed while it runs: the borrow is taken.

use ch08_generators::{Coroutine, Interview};

fn main() {
    let mut interview = Interview::default();
    let mut meddle = || interview.next();
    interview.next();
    meddle();
}
