//! PEP 380: values and errors go through `yield from`, and what is yielded and returned comes back.

mod common;

use ch08_generators::Step::{Complete, Yielded};
use ch08_generators::{Coroutine, Raised, Resume, ResumeOf, StepOf, from_iter, yield_from};
use common::{Boom, Diary, Line, Script, X, from, iterate, nested, script};

#[test]
fn yf_01_the_first_step_goes_straight_to_the_delegate() {
    let diary = Diary::default();
    let inner = script(
        "inner",
        &diary,
        [
            Line::Note("inner start"),
            Line::Yield("42"),
            Line::Note("inner end"),
        ],
    );
    let mut outer = script(
        "outer",
        &diary,
        [
            Line::Note("outer start"),
            from(inner),
            Line::Note("outer end"),
        ],
    );
    assert_eq!(outer.next(), Yielded("42"));
    assert_eq!(diary.read(), ["outer start", "inner start"]);
    assert_eq!(outer.next(), Complete(Ok(None)));
    assert_eq!(diary.read(), ["inner end", "outer gets None", "outer end"]);
}

#[test]
fn yf_02_a_delegate_that_fails_before_its_first_yield_is_finalised_first() {
    let diary = Diary::default();
    let mut outer = nested(&diary, vec![Line::Raise(X)]);
    assert_eq!(outer.next(), Complete(Err(Raised::Error(X))));
    let all = [
        "outer start",
        "inner start",
        "inner finally",
        "outer finally",
    ];
    assert_eq!(diary.read(), all);
}

#[test]
fn yf_03_items_of_both_come_in_one_flat_sequence() {
    let diary = Diary::default();
    let inner = script(
        "inner",
        &diary,
        [
            Line::Yield("i1"),
            Line::Yield("i2"),
            Line::Note("inner end"),
        ],
    );
    let mut outer = script(
        "outer",
        &diary,
        [Line::Yield("o1"), from(inner), Line::Yield("o2")],
    );
    assert_eq!(
        iterate(&mut outer),
        (vec!["o1", "i1", "i2", "o2"], Ok(None))
    );
    assert_eq!(diary.read(), ["inner end", "outer gets None"]);
}

#[test]
fn yf_04_a_delegate_that_fails_between_its_yields_ends_both() {
    let diary = Diary::default();
    let mut outer = nested(
        &diary,
        vec![Line::Yield("i1"), Line::Raise(X), Line::Yield("i2")],
    );
    assert_eq!(iterate(&mut outer), (vec!["i1"], Err(Raised::Error(X))));
    assert_eq!(diary.read()[2..], ["inner finally", "outer finally"]);
}

#[test]
fn yf_05_values_go_to_whoever_yielded_last() {
    let diary = Diary::default();
    let inner = script("inner", &diary, [Line::Receive("i1"), Line::Receive("i2")]);
    let mut outer = script(
        "outer",
        &diary,
        [Line::Receive("o1"), from(inner), Line::Receive("o2")],
    );
    assert_eq!(outer.next(), Yielded("o1"));
    assert_eq!(outer.send(Some(1)), Yielded("i1"));
    assert_eq!(outer.send(Some(2)), Yielded("i2"));
    assert_eq!(outer.send(Some(3)), Yielded("o2"));
    assert_eq!(outer.send(Some(4)), Complete(Ok(None)));
    let all = [
        "outer got Some(1)",
        "inner got Some(2)",
        "inner got Some(3)",
        "outer gets None",
        "outer got Some(4)",
    ];
    assert_eq!(diary.read(), all);
}

#[test]
fn yf_09_an_error_is_thrown_into_the_delegate_first() {
    let diary = Diary::default();
    let mut outer = nested(&diary, vec![Line::Yield("i1"), Line::Yield("i2")]);
    outer.next();
    diary.read();
    assert_eq!(outer.throw(X), Complete(Err(Raised::Error(X))));
    assert_eq!(diary.read(), ["inner finally", "outer finally"]);
}

#[test]
fn yf_10_the_expression_has_the_value_that_the_delegate_returned() {
    for value in [None, Some(1), Some(2)] {
        let diary = Diary::default();
        let inner = script("inner", &diary, [Line::Yield("i1"), Line::Return(value)]);
        let mut outer = script("outer", &diary, [from(inner), Line::ReturnSent]);
        assert_eq!(iterate(&mut outer), (vec!["i1"], Ok(value)));
        assert_eq!(diary.read(), [format!("outer gets {value:?}")]);
    }
}

#[test]
fn yf_11_a_plain_iterator_is_stepped_by_next_and_by_send() {
    let mut delegation = yield_from(from_iter::<_, Boom>([1, 2]));
    assert_eq!(delegation.next(), Yielded(1));
    assert_eq!(delegation.send(()), Yielded(2));
    assert_eq!(delegation.next(), Complete(Ok(())));
}

#[test]
fn an_error_thrown_over_a_plain_iterator_comes_out() {
    let mut delegation = yield_from(from_iter::<_, Boom>([1, 2]));
    delegation.next();
    assert_eq!(delegation.throw(X), Complete(Err(Raised::Error(X))));
    assert_eq!(delegation.next(), Complete(Err(Raised::Finished)));
}

/// The reference program, line by line; its recorded lines are in tests/reference.
#[test]
fn yf_15_throw_into_a_delegate_returns_the_replacement() {
    let diary = Diary::default();
    let inner = script(
        "inner",
        &diary,
        [Line::Try(
            "inner-1",
            vec![
                Line::Yield("inner-rescue"),
                Line::Yield("inner-more"),
                Line::Return(Some(7)),
            ],
        )],
    );
    let mut generator = script(
        "outer",
        &diary,
        [
            Line::Note("outer start"),
            Line::Yield("outer-1"),
            from(inner),
            Line::Yield("outer-2"),
            Line::Note("outer end"),
        ],
    );
    let item = |what: &str, step: StepOf<Script>| match step {
        Yielded(item) => diary.note(format!("{what} {item}")),
        Complete(outcome) => diary.note(format!("finished: {outcome:?}")),
    };
    item("item", generator.next());
    item("item", generator.next());
    item("throw gave", generator.throw(X));
    for _ in 0..3 {
        item("item", generator.next());
    }
    // Python's notation of the same facts: the errors' names, the return value 'R', the end without a value.
    let ours = diary.read().join("\n");
    let ours = ours
        .replace("caught Boom(\"x\")", "caught Boom(x)")
        .replace("outer gets Some(7)", "delegate returned R")
        .replace("finished: Ok(None)", "finished: Returned(None)");
    let recorded = include_str!("reference/YF-15_throw_into_delegate_returns_the_replacement.out");
    assert_eq!(ours, recorded.trim_end());
}

#[test]
fn yf_17_the_end_carries_the_value() {
    for value in [None, Some(1), Some(2)] {
        let lines = || [Line::Yield("i1"), Line::Return(value)];
        let diary = Diary::default();
        let mut by_next = script("g", &diary, lines());
        assert_eq!(
            (by_next.next(), by_next.next()),
            (Yielded("i1"), Complete(Ok(value)))
        );
        let mut by_send = script("g", &diary, lines());
        assert_eq!(
            (by_send.next(), by_send.send(Some(9))),
            (Yielded("i1"), Complete(Ok(value)))
        );
    }
}

#[test]
fn yf_21_delegating_to_something_empty_ends_at_once() {
    assert_eq!(
        yield_from(from_iter::<[i32; 0], Boom>([])).next(),
        Complete(Ok(()))
    );
    let diary = Diary::default();
    let mut outer = script("outer", &diary, [from(script("inner", &diary, []))]);
    assert_eq!(outer.next(), Complete(Ok(None)));
}

/// Not a script, but a delegate of the test's own making: it yields what it is sent.
struct Echo;

impl Coroutine for Echo {
    type Input = (i32, &'static str);
    type Yield = (i32, &'static str);
    type Return = ();
    type Error = Boom;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        match resume {
            Resume::Send(pair) => Yielded(pair),
            resume => resume.unhandled(),
        }
    }
}

#[test]
fn yf_24_a_tuple_arrives_unchanged_at_a_delegate_of_any_type() {
    let mut delegation = yield_from(Echo);
    delegation.next();
    assert_eq!(delegation.send((1, "a")), Yielded((1, "a")));
}
