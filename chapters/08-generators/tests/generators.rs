//! One generator: its life, its ends, and the iterator in it.

mod common;

use std::cell::Cell;
use std::rc::{Rc, Weak};

use ch08_generators::Step::{Complete, Yielded};
use ch08_generators::{Coroutine, Interview, Raised, from_coroutine, from_iter};
use common::{Boom, Delegate, Diary, Line, X, from, script};

#[test]
fn nothing_runs_before_the_first_resume() {
    let diary = Diary::default();
    let generator = script("g", &diary, [Line::Note("runs"), Line::Finally("finally")]);
    drop(generator);
    assert!(diary.read().is_empty());
}

#[test]
fn an_interview_goes_on_where_it_stopped() {
    let mut interview = Interview::default();
    let step = |interview: &mut Interview, sent: &str| match interview.send(sent.to_owned()) {
        Yielded(question) => question,
        Complete(outcome) => outcome.expect("nobody raises"),
    };
    assert_eq!(step(&mut interview, "lost"), "name?");
    assert_eq!(step(&mut interview, "Robin"), "quest, Robin?");
    assert_eq!(step(&mut interview, "the Grail"), "Robin seeks the Grail");
    assert!(matches!(interview.next(), Complete(Err(Raised::Finished))));
}

/// The dictionary's choice for Rust: the first value is ignored, and that is documented; Python refuses it.
#[test]
fn gn_01_a_value_sent_to_a_new_generator_only_starts_it() {
    let diary = Diary::default();
    let mut generator = script("g", &diary, [Line::Receive("one"), Line::Yield("two")]);
    assert_eq!(generator.send(Some(5)), Yielded("one"));
    assert!(diary.read().is_empty(), "nobody gets the first value");
    assert_eq!(generator.next(), Yielded("two"));
}

#[test]
fn gn_02_a_generator_returns_what_it_was_sent() {
    let diary = Diary::default();
    let lines = || [Line::Yield("1"), Line::ReturnSent];
    let mut direct = script("g", &diary, lines());
    assert_eq!(direct.next(), Yielded("1"));
    assert_eq!(direct.send(Some(2)), Complete(Ok(Some(2))));
    let inner = script("inner", &diary, lines());
    let mut delegated = script("outer", &diary, [from(inner), Line::ReturnSent]);
    assert_eq!(delegated.next(), Yielded("1"));
    assert_eq!(delegated.send(Some(2)), Complete(Ok(Some(2))));
}

#[test]
fn gn_04_dropping_a_paused_generator_runs_its_finaliser() {
    let diary = Diary::default();
    let mut generator = script("g", &diary, [Line::Finally("finally"), Line::Yield("1")]);
    generator.next();
    assert!(diary.read().is_empty());
    drop(generator);
    assert_eq!(diary.read(), ["finally"]);
}

/// The other half of the row: a cycle. Rust has no collector, so one of the two must be `Weak`.
#[test]
fn gn_04_a_cycle_through_weak_is_dropped_all_the_same() {
    struct Node {
        generator: Cell<Option<Delegate>>,
        _me: Weak<Node>,
    }
    let diary = Diary::default();
    let mut generator = script("g", &diary, [Line::Finally("finally"), Line::Yield("1")]);
    generator.next();
    let node = Rc::new_cyclic(|me| Node {
        generator: Cell::new(None),
        _me: me.clone(),
    });
    node.generator.set(Some(Box::new(generator)));
    drop(node);
    assert_eq!(diary.read(), ["finally"]);
}

#[test]
fn gn_06_a_close_that_is_answered_with_a_yield_was_ignored() {
    let diary = Diary::default();
    let mut generator = script(
        "g",
        &diary,
        [Line::TryClose("1", vec![Line::Yield("more")])],
    );
    generator.next();
    assert_eq!(generator.close(), Err(Raised::IgnoredClose));
}

#[test]
fn gn_06_a_close_that_is_answered_with_an_error_gives_that_error() {
    let diary = Diary::default();
    let mut generator = script("g", &diary, [Line::TryClose("1", vec![Line::Raise(X)])]);
    generator.next();
    assert_eq!(generator.close(), Err(Raised::Error(X)));
}

#[test]
fn a_close_that_is_answered_with_a_return_is_a_close() {
    let diary = Diary::default();
    let mut generator = script(
        "g",
        &diary,
        [Line::TryClose("1", vec![Line::Return(Some(1))])],
    );
    generator.next();
    assert_eq!(generator.close(), Ok(()));
}

#[test]
fn gn_07_after_an_error_that_nobody_handled_it_is_finished_for_good() {
    let diary = Diary::default();
    let mut generator = script("g", &diary, [Line::Yield("1"), Line::Yield("2")]);
    generator.next();
    assert_eq!(generator.throw(X), Complete(Err(Raised::Error(X))));
    assert_eq!(generator.next(), Complete(Err(Raised::Finished)));
    assert_eq!(generator.next(), Complete(Err(Raised::Finished)));
    assert_eq!(generator.close(), Ok(()));
}

#[test]
fn an_error_thrown_before_the_start_comes_out_and_nothing_has_run() {
    let diary = Diary::default();
    let mut generator = script("g", &diary, [Line::Note("runs"), Line::Yield("1")]);
    assert_eq!(generator.throw(X), Complete(Err(Raised::Error(X))));
    assert!(diary.read().is_empty());
}

#[test]
fn an_iterator_takes_no_more_than_it_is_asked_for() {
    let diary = Diary::default();
    let lines = [
        Line::Note("1"),
        Line::Yield("a"),
        Line::Note("2"),
        Line::Yield("b"),
        Line::Note("3"),
    ];
    let mut items = from_coroutine(script("g", &diary, lines));
    assert!(diary.read().is_empty());
    assert_eq!(
        (items.next(), diary.read()),
        (Some(Ok("a")), vec!["1".to_owned()])
    );
    assert_eq!(
        (items.next(), diary.read()),
        (Some(Ok("b")), vec!["2".to_owned()])
    );
    assert_eq!((items.next(), diary.read()), (None, vec!["3".to_owned()]));
    assert_eq!(items.next(), None);
}

#[test]
fn an_error_is_the_last_item() {
    let diary = Diary::default();
    let lines = [Line::Yield("a"), Line::Raise(X), Line::Yield("b")];
    let items: Vec<_> = from_coroutine(script("g", &diary, lines)).collect();
    assert_eq!(items, [Ok("a"), Err(Raised::Error(X))]);
}

#[test]
fn there_and_back_again() {
    let items = from_coroutine(from_iter::<_, Boom>(1..4));
    assert_eq!(items.collect::<Result<Vec<_>, _>>(), Ok(vec![1, 2, 3]));
}
