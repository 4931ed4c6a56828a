// Judge of 08/throw.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use ch08_generators::Step::{Complete, Yielded};
use ch08_generators::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf};
use ex08_generators::throw::Notice::{Failed, Item};
use ex08_generators::throw::retry;
use judge::{assert_answer, within};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    Thrown,
    Translated,
}

type Answers = VecDeque<Step<u32, Result<&'static str, Raised<Trouble>>>>;
type Log = Rc<RefCell<Vec<String>>>;

/// An attempt that answers by a script, and writes down what it was resumed with.
struct Attempt {
    number: usize,
    log: Log,
    script: Answers,
    started: bool,
    over: bool,
}

impl Coroutine for Attempt {
    type Input = u32;
    type Yield = u32;
    type Return = &'static str;
    type Error = Trouble;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let number = self.number;
        assert!(
            !self.over,
            "the answer resumed attempt {number} again although it was over"
        );
        let line = match resume {
            Resume::Send(_) if !self.started => format!("{number}: start"),
            resume => format!("{number}: {resume:?}"),
        };
        self.log.borrow_mut().push(line);
        self.started = true;
        let step = self
            .script
            .pop_front()
            .unwrap_or(Complete(Err(Raised::Closed)));
        self.over = matches!(step, Complete(_));
        step
    }
}

/// Makes the attempts of a test, in order, and writes down what they are resumed with.
fn attempts<const N: usize>(scripts: [Answers; N]) -> (impl FnMut() -> Attempt, Log) {
    let log = Log::default();
    let writer = Rc::clone(&log);
    let mut scripts = scripts.into_iter().enumerate();
    let attempt = move || {
        let (number, script) = scripts.next().unwrap_or_else(|| {
            panic!("the answer made attempt {} in a test that needs {N}", N + 1)
        });
        writer.borrow_mut().push(format!("{}: made", number + 1));
        Attempt {
            number: number + 1,
            log: Rc::clone(&writer),
            script,
            started: false,
            over: false,
        }
    };
    (attempt, log)
}

/// A wrong answer may go in circles: it is told so.
fn bounded(claim: fn()) {
    within(
        Duration::from_secs(2),
        "the answer to pause or to end",
        claim,
    );
}

#[test]
fn an_attempt_that_returns_is_all() {
    bounded(|| {
        let (attempt, log) = attempts([[Yielded(1), Yielded(2), Complete(Ok("done"))].into()]);
        let mut retry = retry(attempt);
        assert!(
            log.borrow().is_empty(),
            "nobody resumed it, and the answer made an attempt already"
        );
        assert_answer("started", retry.next(), Yielded(Item(1)));
        assert_answer("sent 10", retry.send(10), Yielded(Item(2)));
        assert_answer("sent 20", retry.send(20), Complete(Ok("done")));
        let right = ["1: made", "1: start", "1: Send(10)", "1: Send(20)"];
        assert_answer(
            "as what the attempt was resumed with",
            log.take(),
            right.map(str::to_owned).to_vec(),
        );
        assert_answer(
            "resumed after its end",
            retry.next(),
            Complete(Err(Raised::Finished)),
        );
    });
}

#[test]
fn an_error_that_the_attempt_swallows_is_none() {
    bounded(|| {
        let (attempt, log) = attempts([[Yielded(1), Yielded(7), Yielded(8)].into()]);
        let mut retry = retry(attempt);
        retry.next();
        let answered = retry.throw(Trouble::Thrown);
        assert!(
            log.borrow().iter().any(|line| line == "1: Throw(Thrown)"),
            "an error was thrown while the attempt was paused, and the attempt never saw it"
        );
        assert_answer(
            "thrown into, when the attempt swallows the error and yields 7",
            answered,
            Yielded(Item(7)),
        );
        assert_answer("resumed after that", retry.next(), Yielded(Item(8)));
    });
}

#[test]
fn an_attempt_may_return_when_it_is_thrown_into() {
    bounded(|| {
        let (attempt, _) = attempts([[Yielded(1), Complete(Ok("saved"))].into()]);
        let mut retry = retry(attempt);
        retry.next();
        assert_answer(
            "thrown into, when the attempt returns",
            retry.throw(Trouble::Thrown),
            Complete(Ok("saved")),
        );
    });
}

#[test]
fn an_error_that_comes_out_is_reported_as_it_came_out() {
    bounded(|| {
        let translated = Complete(Err(Raised::Error(Trouble::Translated)));
        let (attempt, _) = attempts([[Yielded(1), translated].into(), [Yielded(2)].into()]);
        let mut retry = retry(attempt);
        retry.next();
        assert_answer(
            "thrown into, when the attempt raises another error in its place",
            retry.throw(Trouble::Thrown),
            Yielded(Failed(Trouble::Translated)),
        );
    });
}

#[test]
fn after_a_failure_it_goes_on_with_a_new_attempt() {
    bounded(|| {
        let fails = || Complete(Err(Raised::Error(Trouble::Translated)));
        let (attempt, log) = attempts([
            [Yielded(1), fails()].into(),
            [fails()].into(),
            [Yielded(3), Complete(Ok("third time lucky"))].into(),
        ]);
        let mut retry = retry(attempt);
        retry.next();
        assert_answer(
            "when the first attempt fails",
            retry.next(),
            Yielded(Failed(Trouble::Translated)),
        );
        assert!(
            !log.borrow().iter().any(|line| line == "2: made"),
            "the failure is being reported, nobody has resumed, and the answer made the next attempt already"
        );
        assert_answer(
            "when the second fails at once",
            retry.send(50),
            Yielded(Failed(Trouble::Translated)),
        );
        assert_answer("when the third begins", retry.next(), Yielded(Item(3)));
        assert_answer(
            "when the third returns",
            retry.send(60),
            Complete(Ok("third time lucky")),
        );
        let log = log.take();
        assert!(
            !log.iter().any(|line| line.contains("50")),
            "50 was sent in answer to a failure, and reached an attempt: {log:?}"
        );
    });
}

#[test]
fn a_close_is_no_failure() {
    bounded(|| {
        let (attempt, log) = attempts([[Yielded(1)].into(), [Yielded(2)].into()]);
        let mut retry = retry(attempt);
        retry.next();
        assert_answer("closed while an attempt is paused", retry.close(), Ok(()));
        assert!(
            log.borrow().iter().any(|line| line == "1: Close"),
            "it was closed while an attempt was paused, and the attempt was not told"
        );
        assert_answer(
            "resumed after a close",
            retry.next(),
            Complete(Err(Raised::Finished)),
        );
    });
}

#[test]
fn nobody_handles_what_comes_between_two_attempts() {
    bounded(|| {
        let failed = || {
            let fails = Complete(Err(Raised::Error(Trouble::Translated)));
            let (attempt, _) = attempts([[fails].into(), [Yielded(2)].into()]);
            let mut retry = retry(attempt);
            assert_answer(
                "when the attempt fails at once",
                retry.next(),
                Yielded(Failed(Trouble::Translated)),
            );
            retry
        };
        let mut retry = failed();
        assert_answer(
            "thrown into while it reports a failure",
            retry.throw(Trouble::Thrown),
            Complete(Err(Raised::Error(Trouble::Thrown))),
        );
        assert_answer(
            "resumed after that",
            retry.next(),
            Complete(Err(Raised::Finished)),
        );
        assert_answer(
            "closed while it reports a failure",
            failed().close(),
            Ok(()),
        );
    });
}

#[test]
fn an_attempt_that_ignores_the_close_is_told_on() {
    bounded(|| {
        let (attempt, _) = attempts([[Yielded(1), Yielded(2)].into(), [Yielded(3)].into()]);
        let mut retry = retry(attempt);
        retry.next();
        assert_answer(
            "closed, when the attempt yields instead of ending",
            retry.close(),
            Err(Raised::IgnoredClose),
        );
    });
}

#[test]
fn an_error_in_answer_to_the_close_is_a_failure_too() {
    bounded(|| {
        let fails = Complete(Err(Raised::Error(Trouble::Translated)));
        let (attempt, _) = attempts([[Yielded(1), fails].into(), [Yielded(3)].into()]);
        let mut retry = retry(attempt);
        retry.next();
        assert_answer(
            "closed, when the attempt raises instead of ending",
            retry.resume(Resume::Close),
            Yielded(Failed(Trouble::Translated)),
        );
    });
}
