//! Errors that nobody looks at: the rows of the group UR that carry over, by their IDs.

use std::cell::RefCell;
use std::rc::Rc;

use ch06_wakers::{Calls, Promise, block_on};

type Numbers = Promise<u32, Rc<str>>;

/// Words, in the order in which they were said.
#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<String>>>);

impl Heard {
    fn say(&self, word: impl Into<String>) {
        self.0.borrow_mut().push(word.into());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// A promise that failed with `error`, and what is reported of it.
fn failed(error: &str) -> (Numbers, Heard) {
    let heard = Heard::default();
    let said = heard.clone();
    let promise = Promise::new(&Calls::default(), move |error: &Rc<str>| said.say(&**error));
    promise.set_exception(error.into()).expect("pending");
    (promise, heard)
}

#[test]
fn ur_01_an_unretrieved_error_is_reported_once() {
    let (promise, heard) = failed("ignored");
    let other = promise.clone();
    drop(promise);
    assert!(heard.take().is_empty(), "somebody can still look");
    drop(other);
    assert_eq!(heard.take(), ["ignored"]);
}

#[test]
fn ur_02_an_error_that_was_read_is_not_reported() {
    let reads: [fn(Numbers); 3] = [
        |promise| drop(promise.exception()),
        |promise| drop(promise.result()),
        |promise| drop(block_on(promise)),
    ];
    for read in reads {
        let (promise, heard) = failed("read");
        read(promise);
        assert!(heard.take().is_empty());
    }
}

#[test]
fn ur_02_results_and_cancels_are_not_reported() {
    for set in [
        |promise: &Numbers| promise.set_result(1).is_ok(),
        |promise: &Numbers| promise.cancel(None),
        |_: &Numbers| false,
    ] {
        let heard = Heard::default();
        let said = heard.clone();
        let promise = Promise::new(&Calls::default(), move |error: &Rc<str>| said.say(&**error));
        set(&promise);
        drop(promise);
        assert!(heard.take().is_empty());
    }
}
