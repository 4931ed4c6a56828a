//! The close through `yield from`, the end of a delegate, and resuming what runs.

mod common;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use ch08_generators::Step::{Complete, Yielded};
use ch08_generators::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf, from_iter, yield_from};
use common::{Boom, ByBox, Delegate, Diary, Line, Script, Value, X, from, nested, script};

#[test]
fn yf_07_a_close_goes_through_the_chain_innermost_first() {
    let diary = Diary::default();
    let mut outer = nested(&diary, vec![Line::Yield("i1"), Line::Yield("i2")]);
    outer.next();
    diary.read();
    assert_eq!(outer.close(), Ok(()));
    assert_eq!(diary.read(), ["inner finally", "outer finally"]);
    assert_eq!(outer.next(), Complete(Err(Raised::Finished)));
}

#[test]
fn yf_07_dropping_the_outer_one_drops_the_delegate_first() {
    let diary = Diary::default();
    let mut outer = nested(&diary, vec![Line::Yield("i1")]);
    outer.next();
    diary.read();
    drop(outer);
    assert_eq!(diary.read(), ["inner finally", "outer finally"]);
}

/// An iterator that says when it is dropped.
struct Abandoned(Diary);

impl Iterator for Abandoned {
    type Item = i32;

    fn next(&mut self) -> Option<i32> {
        Some(1)
    }
}

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.note("iterator dropped");
    }
}

#[test]
fn yf_13_closing_over_a_plain_iterator_abandons_it() {
    let diary = Diary::default();
    let mut delegation = yield_from(from_iter::<_, Boom>(Abandoned(diary.clone())));
    assert_eq!(delegation.next(), Yielded(1));
    assert_eq!(delegation.close(), Ok(()));
    assert_eq!(diary.read(), ["iterator dropped"]);
    assert_eq!(delegation.next(), Complete(Err(Raised::Finished)));
}

#[test]
fn yf_19_a_delegate_that_yields_when_it_is_closed_ignores_the_close() {
    let diary = Diary::default();
    let mut outer = nested(
        &diary,
        vec![Line::TryClose("i1", vec![Line::Yield("stubborn")])],
    );
    outer.next();
    diary.read();
    assert_eq!(outer.close(), Err(Raised::IgnoredClose));
    assert_eq!(
        diary.read(),
        ["inner caught the close", "inner finally", "outer finally"]
    );
}

#[test]
fn yf_20_a_delegate_that_raises_when_it_is_closed_raises_through_the_outer_one() {
    let diary = Diary::default();
    let mut outer = nested(&diary, vec![Line::TryClose("i1", vec![Line::Raise(X)])]);
    outer.next();
    assert_eq!(outer.close(), Err(Raised::Error(X)));
}

#[test]
fn a_delegate_that_returns_when_it_is_closed_does_not_keep_the_outer_one_alive() {
    let diary = Diary::default();
    let mut outer = nested(
        &diary,
        vec![Line::TryClose("i1", vec![Line::Return(Some(1))])],
    );
    outer.next();
    diary.read();
    assert_eq!(outer.close(), Ok(()));
    assert_eq!(
        diary.read(),
        ["inner caught the close", "inner finally", "outer finally"]
    );
}

/// A coroutine that somebody else holds as well, so that it can be reached while it runs.
struct Shared(Weak<RefCell<Option<Script>>>);

impl Coroutine for Shared {
    type Input = Value;
    type Yield = &'static str;
    type Return = Value;
    type Error = Boom;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let shared = self.0.upgrade().expect("the test holds it");
        let Ok(mut coroutine) = shared.try_borrow_mut() else {
            return Complete(Err(Raised::Error(Boom::Running)));
        };
        coroutine.as_mut().expect("it is there").resume(resume)
    }
}

/// `outer` delegates to `inner`, which yields once and then delegates to `outer`. Without the cell the compiler refuses it:
/// see compile_fail/resumes_itself.rs.
#[test]
fn yf_22_a_coroutine_that_is_resumed_while_it_runs_says_so() {
    for resume in [Resume::Send(Some(1)), Resume::Throw(X), Resume::Close] {
        let diary = Diary::default();
        let shared = Rc::new(RefCell::new(None));
        let loops = || Line::From(Box::new(Shared(Rc::downgrade(&shared))));
        let first = match resume {
            Resume::Close => Line::TryClose("i1", vec![loops()]),
            _ => Line::Try("i1", vec![loops()]),
        };
        let inner = script("inner", &diary, [first, loops()]);
        *shared.borrow_mut() = Some(script("outer", &diary, [from(inner)]));
        let mut outer = Shared(Rc::downgrade(&shared));
        assert_eq!(outer.next(), Yielded("i1"));
        let step = outer.resume(resume);
        assert_eq!(step, Complete(Err(Raised::Error(Boom::Running))));
    }
}

#[test]
fn a_delegate_that_is_over_is_dropped_and_never_resumed_again() {
    let diary = Diary::default();
    let delegate: Delegate = Box::new(script(
        "inner",
        &diary,
        [Line::Finally("gone"), Line::Yield("i1")],
    ));
    let mut delegation = yield_from(ByBox(delegate));
    delegation.next();
    assert_eq!(delegation.next(), Complete(Ok(None)));
    assert_eq!(diary.read(), ["gone"]);
    let over: Step<&str, Result<Value, _>> = Complete(Err(Raised::Finished));
    assert_eq!(delegation.next(), over);
    assert_eq!(delegation.throw(X), Complete(Err(Raised::Error(X))));
    assert_eq!(delegation.close(), Ok(()));
}
