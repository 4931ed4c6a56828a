// Judge of 08/pairs.

use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;

use ch08_generators::{Coroutine, ResumeOf, Step, StepOf};
use ex08_generators::pairs::pairs;
use judge::assert_answer;

/// More than any right answer needs: whoever asks for so many wants them all.
const MANY: u32 = 100;

/// Counts up from 1 to `last`, and how often it was resumed.
struct Count {
    last: u32,
    resumes: Rc<Cell<u32>>,
}

impl Coroutine for Count {
    type Input = ();
    type Yield = u32;
    type Return = ();
    type Error = Infallible;

    fn resume(&mut self, _: ResumeOf<Self>) -> StepOf<Self> {
        let resumes = self.resumes.get() + 1;
        self.resumes.set(resumes);
        assert!(
            resumes < MANY,
            "the coroutine never ends, and the answer wants all of its items: it resumed it {MANY} times"
        );
        assert!(
            resumes <= self.last + 1,
            "the answer resumed a coroutine that was over"
        );
        if resumes > self.last {
            Step::Complete(Ok(()))
        } else {
            Step::Yielded(resumes)
        }
    }
}

/// A coroutine of `last` items, and how often it was resumed.
fn count(last: u32) -> (Count, Rc<Cell<u32>>) {
    let resumes = Rc::new(Cell::new(0));
    let count = Count {
        last,
        resumes: Rc::clone(&resumes),
    };
    (count, resumes)
}

#[test]
fn items_come_in_pairs() {
    let (coroutine, _) = count(4);
    let given: Vec<_> = pairs(coroutine).take(10).collect();
    assert_answer(
        "for the items 1, 2, 3, 4",
        given,
        vec![(1, Some(2)), (3, Some(4))],
    );
}

#[test]
fn an_odd_item_comes_alone() {
    let (coroutine, _) = count(3);
    let given: Vec<_> = pairs(coroutine).take(10).collect();
    assert_answer(
        "for the items 1, 2, 3",
        given,
        vec![(1, Some(2)), (3, None)],
    );
}

#[test]
fn no_items_are_no_pairs() {
    let (coroutine, _) = count(0);
    assert_answer("for no items", pairs(coroutine).next(), None);
}

#[test]
fn nothing_runs_before_it_is_asked_for() {
    let (coroutine, resumes) = count(MANY);
    let mut pairs = pairs(coroutine);
    assert!(
        resumes.get() == 0,
        "nobody asked for a pair, and the answer resumed the coroutine {} times",
        resumes.get()
    );
    for (asked, pair) in [(1, (1, Some(2))), (2, (3, Some(4)))] {
        assert_answer(
            format!("pair {asked} of an endless coroutine"),
            pairs.next(),
            Some(pair),
        );
        assert!(
            resumes.get() == 2 * asked,
            "for {asked} pairs the answer resumed the coroutine {} times; {} are enough: it runs ahead of who asks",
            resumes.get(),
            2 * asked
        );
    }
}

#[test]
fn after_the_end_it_is_left_alone() {
    for last in [0, 1, 2] {
        let (coroutine, resumes) = count(last);
        let mut pairs = pairs(coroutine);
        for _ in 0..4 {
            pairs.next();
        }
        assert_answer(format!("after the end of {last} items"), pairs.next(), None);
        assert_answer(
            format!("how often {last} items and the end were asked for:"),
            resumes.get(),
            last + 1,
        );
    }
}
