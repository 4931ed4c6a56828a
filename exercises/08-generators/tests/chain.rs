// Judge of 08/chain.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use ch08_generators::Step::{Complete, Yielded};
use ch08_generators::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf};
use ex08_generators::chain::{Chain, chain};
use judge::{assert_answer, within};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Boom;

type Outcome = Result<&'static str, Raised<Boom>>;
/// What a coroutine that is over answers.
const FINISHED: Step<u32, Result<(&str, &str), Raised<Boom>>> = Complete(Err(Raised::Finished));
type Log = Rc<RefCell<Vec<String>>>;

/// Answers by a script, and writes down what it was resumed with.
struct Part {
    name: &'static str,
    log: Log,
    script: VecDeque<Step<u32, Outcome>>,
    over: bool,
}

impl Coroutine for Part {
    type Input = u32;
    type Yield = u32;
    type Return = &'static str;
    type Error = Boom;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let name = self.name;
        assert!(
            !self.over,
            "the answer resumed the {name} coroutine although it was over"
        );
        // The first value only starts it: which one it is makes no difference.
        let starts = self.log.borrow().iter().all(|line| !line.starts_with(name));
        let line = match resume {
            Resume::Send(_) if starts => format!("{name}: start"),
            resume => format!("{name}: {resume:?}"),
        };
        self.log.borrow_mut().push(line);
        let step = self
            .script
            .pop_front()
            .unwrap_or(Complete(Err(Raised::Closed)));
        self.over = matches!(step, Complete(_));
        step
    }
}

/// A chain of two parts that answer by these scripts, and what they were resumed with.
fn parts(
    first: impl IntoIterator<Item = Step<u32, Outcome>>,
    second: impl IntoIterator<Item = Step<u32, Outcome>>,
) -> (Chain<Part, Part>, Log) {
    let log = Log::default();
    let part = |name, script| Part {
        name,
        log: Rc::clone(&log),
        script,
        over: false,
    };
    let first = part("first", first.into_iter().collect());
    let second = part("second", second.into_iter().collect());
    (chain(first, second), log)
}

/// A wrong answer may go in circles: it is told so.
fn bounded(claim: fn()) {
    within(
        Duration::from_secs(2),
        "the chain to pause or to end",
        claim,
    );
}

#[test]
fn it_yields_the_items_of_both_and_returns_both_values() {
    bounded(|| {
        let (mut chain, log) = parts(
            [Yielded(1), Yielded(2), Complete(Ok("one"))],
            [Yielded(3), Complete(Ok("two"))],
        );
        for item in 1..=3 {
            assert_answer(format!("for step {item}"), chain.next(), Yielded(item));
        }
        assert_answer("at the end", chain.next(), Complete(Ok(("one", "two"))));
        assert_answer(
            "as what the two were resumed with",
            log.take(),
            "first: start, first: Send(0), first: Send(0), second: start, second: Send(0)"
                .split(", ")
                .map(str::to_owned)
                .collect(),
        );
    });
}

#[test]
fn the_second_does_not_run_before_the_first_is_over() {
    bounded(|| {
        let (mut chain, log) = parts([Yielded(1)], [Yielded(2)]);
        assert!(
            log.borrow().is_empty(),
            "nobody resumed the chain, and the answer ran {:?}",
            log.borrow()
        );
        chain.next();
        assert!(
            log.borrow().iter().all(|line| line.starts_with("first")),
            "while the first coroutine is paused, the answer ran the second: {:?}",
            log.borrow()
        );
    });
}

#[test]
fn a_part_without_items_takes_no_step_of_its_own() {
    bounded(|| {
        let (mut chain, _) = parts([Complete(Ok("one"))], [Yielded(1), Complete(Ok("two"))]);
        assert_answer(
            "with an empty first coroutine, for the first step",
            chain.next(),
            Yielded(1),
        );
        let (mut chain, _) = parts([Complete(Ok("one"))], [Complete(Ok("two"))]);
        assert_answer(
            "with two empty coroutines",
            chain.next(),
            Complete(Ok(("one", "two"))),
        );
    });
}

#[test]
fn what_is_sent_reaches_the_one_that_runs() {
    bounded(|| {
        let (mut chain, log) = parts([Yielded(1), Complete(Ok("one"))], [Yielded(2), Yielded(3)]);
        chain.next();
        chain.send(10);
        chain.send(20);
        let log = log.take();
        assert!(
            log.get(1).is_some_and(|line| line == "first: Send(10)"),
            "10 was sent while the first coroutine was paused; the two were resumed with {log:?}"
        );
        assert!(
            log.last().is_some_and(|line| line == "second: Send(20)"),
            "20 was sent while the second coroutine was paused; the two were resumed with {log:?}"
        );
    });
}

#[test]
fn what_is_thrown_reaches_the_one_that_runs() {
    bounded(|| {
        let (mut chain, log) = parts(
            [Yielded(1), Yielded(7), Complete(Ok("one"))],
            [Yielded(2), Yielded(8)],
        );
        chain.next();
        let answered = chain.throw(Boom);
        assert!(
            log.borrow().iter().any(|line| line == "first: Throw(Boom)"),
            "an error was thrown while the first coroutine was paused, and the first never saw it"
        );
        assert_answer(
            "thrown into, when the first coroutine answers with 7",
            answered,
            Yielded(7),
        );
        chain.next();
        assert_answer(
            "thrown into, when the second coroutine answers with 8",
            chain.throw(Boom),
            Yielded(8),
        );
    });
}

#[test]
fn an_error_of_either_ends_the_chain() {
    bounded(|| {
        let (mut chain, log) = parts(
            [Yielded(1), Complete(Err(Raised::Error(Boom)))],
            [Yielded(2)],
        );
        chain.next();
        assert_answer(
            "when the first raises",
            chain.next(),
            Complete(Err(Raised::Error(Boom))),
        );
        assert_answer(
            "resumed after an error of the first",
            chain.next(),
            FINISHED,
        );
        let ran = log.borrow().iter().any(|line| line.starts_with("second"));
        assert!(
            !ran,
            "the first coroutine raised, and the answer ran the second all the same"
        );
        let (mut chain, _) = parts(
            [Complete(Ok("one"))],
            [Yielded(1), Complete(Err(Raised::Error(Boom)))],
        );
        chain.next();
        assert_answer(
            "when the second raises",
            chain.next(),
            Complete(Err(Raised::Error(Boom))),
        );
        assert_answer(
            "resumed after an error of the second",
            chain.next(),
            FINISHED,
        );
    });
}

#[test]
fn a_close_reaches_the_one_that_runs() {
    bounded(|| {
        for (name, first) in [("first", [Yielded(1)]), ("second", [Complete(Ok("one"))])] {
            let (mut chain, log) = parts(first, [Yielded(2)]);
            chain.next();
            assert_answer(
                format!("closed while the {name} is paused"),
                chain.close(),
                Ok(()),
            );
            let seen = log
                .borrow()
                .iter()
                .any(|line| *line == format!("{name}: Close"));
            assert!(
                seen,
                "the chain was closed while the {name} coroutine was paused, and the {name} was not told: it was resumed with {:?}",
                log.borrow()
            );
            assert_answer("resumed after a close", chain.next(), FINISHED);
        }
    });
}

#[test]
fn what_is_over_is_left_alone() {
    bounded(|| {
        let (mut chain, _) = parts([Complete(Ok("one"))], [Complete(Ok("two"))]);
        chain.next();
        assert_answer("resumed after its end", chain.next(), FINISHED);
        assert_answer(
            "thrown into after its end",
            chain.throw(Boom),
            Complete(Err(Raised::Error(Boom))),
        );
        assert_answer("closed after its end", chain.close(), Ok(()));
    });
}

#[test]
fn a_close_ends_the_chain_whatever_is_answered() {
    bounded(|| {
        let (mut chain, log) = parts([Yielded(1), Complete(Ok("one"))], [Yielded(2)]);
        chain.next();
        let closed = chain.close();
        let ran = log.borrow().iter().any(|line| line.starts_with("second"));
        assert!(
            !ran,
            "the first coroutine answered the close with a return value, and the answer started the second"
        );
        assert_answer(
            "closed, when the first answers with a return value",
            closed,
            Ok(()),
        );
        assert_answer("resumed after that", chain.next(), FINISHED);
    });
}

#[test]
fn thrown_into_before_it_is_started_it_runs_nothing() {
    bounded(|| {
        let (mut chain, log) = parts([Yielded(1)], [Yielded(2)]);
        let thrown = chain.throw(Boom);
        assert!(
            thrown == Complete(Err(Raised::Error(Boom))),
            "thrown into before it was started, the answer gave {thrown:?}"
        );
        assert_answer("as the number of steps of the two", log.take().len(), 0);
        assert_answer("resumed after that", chain.next(), FINISHED);
    });
}
