// Judge of 08/pipeline.

use std::cell::RefCell;
use std::rc::Rc;

use ch08_generators::Step::{Complete, Yielded};
use ch08_generators::{Coroutine, Raised, Resume, ResumeOf, StepOf};
use ex08_generators::pipeline::{average, collect, keep};
use judge::assert_answer;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Boom;

type Log = Rc<RefCell<Vec<String>>>;

/// A last stage that writes down what it is resumed with.
struct Last {
    log: Log,
    over: bool,
}

impl Coroutine for Last {
    type Input = Option<f64>;
    type Yield = ();
    type Return = &'static str;
    type Error = Boom;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        assert!(!self.over, "the answer resumed a stage that was over");
        let starts = self.log.borrow().is_empty();
        self.log.borrow_mut().push(match resume {
            Resume::Send(_) if starts => "start".to_owned(),
            Resume::Send(Some(item)) => format!("{item}"),
            Resume::Send(None) => "end".to_owned(),
            Resume::Throw(Boom) => "error".to_owned(),
            Resume::Close => "close".to_owned(),
        });
        match resume {
            Resume::Send(None) if !starts => {
                self.over = true;
                Complete(Ok("the last stage's value"))
            }
            // It swallows errors: an answer that passes them on gets a Yielded back.
            Resume::Send(_) | Resume::Throw(_) => Yielded(()),
            Resume::Close => {
                self.over = true;
                resume.unhandled()
            }
        }
    }
}

fn last() -> (Last, Log) {
    let log = Log::default();
    let last = Last {
        log: Rc::clone(&log),
        over: false,
    };
    (last, log)
}

/// Starts a stage, sends it items, and gives what reached the last stage.
fn reached(
    mut stage: impl Coroutine<Input = Option<f64>, Yield = ()>,
    log: &Log,
    items: &[f64],
) -> Vec<String> {
    stage.next();
    for item in items {
        stage.send(Some(*item));
    }
    log.take()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn the_whole_pipeline() {
    let mut stages = keep(|item| item > 0.0, average(collect()));
    assert_answer(
        "started, the pipeline of all three",
        stages.next(),
        Yielded(()),
    );
    for item in [10.0, -99.0, 20.0, 0.0, 60.0] {
        assert_answer(
            format!("sent {item}, the pipeline"),
            stages.send(Some(item)),
            Yielded(()),
        );
    }
    assert_answer(
        "sent 10, -99, 20, 0, 60 and the end, through a filter for what is over 0",
        stages.send(None),
        Complete(Ok(vec![10.0, 15.0, 30.0])),
    );
    assert_answer(
        "resumed after the end",
        stages.next(),
        Complete(Err(Raised::Finished)),
    );
}

#[test]
fn keep_sends_on_what_is_wanted_and_starts_its_target() {
    let (target, log) = last();
    let reached = reached(
        keep(|item| item > 0.0, target),
        &log,
        &[1.0, -2.0, 3.0, -4.0],
    );
    assert_answer(
        "sent 1, -2, 3, -4, as what reaches the stage behind `keep`",
        reached,
        words(&["start", "1", "3"]),
    );
}

#[test]
fn average_sends_on_averages_and_starts_its_target() {
    let (target, log) = last();
    let reached = reached(average(target), &log, &[10.0, 20.0, 60.0]);
    assert_answer(
        "sent 10, 20, 60, as what reaches the stage behind `average`",
        reached,
        words(&["start", "10", "15", "30"]),
    );
}

#[test]
fn the_first_value_only_starts() {
    let (target, log) = last();
    let mut stage = keep(|item| item > 0.0, target);
    stage.send(Some(-1.0));
    stage.send(Some(5.0));
    assert_answer(
        "started with -1 and sent 5, as what reaches the stage behind `keep`",
        log.take(),
        words(&["start", "5"]),
    );
    let (target, log) = last();
    let mut stage = average(target);
    stage.send(Some(100.0));
    stage.send(Some(5.0));
    assert_answer(
        "started with 100 and sent 5, as what reaches the stage behind `average`",
        log.take(),
        words(&["start", "5"]),
    );
    let mut stage = collect();
    stage.send(Some(100.0));
    stage.send(Some(5.0));
    assert_answer(
        "started with 100 and sent 5, `collect` at the end",
        stage.send(None),
        Complete(Ok(vec![5.0])),
    );
}

#[test]
fn the_end_goes_to_the_last_stage_and_its_value_comes_back() {
    let right = Complete(Ok("the last stage's value"));
    let (target, log) = last();
    let mut stage = keep(|item| item > 0.0, target);
    stage.next();
    assert_answer("at the end, `keep`", stage.send(None), right);
    assert_answer(
        "as what reaches the stage behind `keep`",
        log.take(),
        words(&["start", "end"]),
    );
    let (target, log) = last();
    let mut stage = average(target);
    stage.next();
    assert_answer("at the end, `average`", stage.send(None), right);
    assert_answer(
        "as what reaches the stage behind `average`",
        log.take(),
        words(&["start", "end"]),
    );
}

#[test]
fn errors_reach_the_stage_behind() {
    let (target, log) = last();
    let mut stage = keep(|item| item > 0.0, target);
    stage.next();
    assert_answer(
        "thrown into, when the stage behind swallows the error, `keep`",
        stage.throw(Boom),
        Yielded(()),
    );
    assert_answer(
        "as what reaches the stage behind `keep`",
        log.take(),
        words(&["start", "error"]),
    );
    let (target, log) = last();
    let mut stage = average(target);
    stage.next();
    assert_answer(
        "thrown into, when the stage behind swallows the error, `average`",
        stage.throw(Boom),
        Yielded(()),
    );
    assert_answer(
        "as what reaches the stage behind `average`",
        log.take(),
        words(&["start", "error"]),
    );
}

#[test]
fn a_close_reaches_the_stage_behind() {
    let (target, log) = last();
    let mut stage = keep(|item| item > 0.0, target);
    stage.next();
    assert_answer("closed, `keep`", stage.close(), Ok(()));
    assert_answer(
        "closed, as what reaches the stage behind `keep`",
        log.take(),
        words(&["start", "close"]),
    );
    let (target, log) = last();
    let mut stage = average(target);
    stage.next();
    assert_answer("closed, `average`", stage.close(), Ok(()));
    assert_answer(
        "closed, as what reaches the stage behind `average`",
        log.take(),
        words(&["start", "close"]),
    );
    let mut stage = collect();
    stage.next();
    assert_answer("closed, `collect`", stage.close(), Ok(()));
    assert_answer(
        "resumed after a close, `collect`",
        stage.next(),
        Complete(Err(Raised::Finished)),
    );
}

#[test]
fn after_the_end_it_is_over_for_all_items() {
    let mut stage = keep(|item| item > 0.0, collect());
    stage.next();
    stage.send(None);
    assert_answer(
        "after the end, sent an item that is not wanted",
        stage.send(Some(-1.0)),
        Complete(Err(Raised::Finished)),
    );
}

#[test]
fn an_error_that_is_swallowed_changes_no_average() {
    let (target, log) = last();
    let mut stage = average(target);
    stage.next();
    stage.send(Some(10.0));
    stage.throw(Boom);
    stage.send(Some(20.0));
    assert_answer(
        "sent 10, thrown into, sent 20, as what reaches the stage behind `average`",
        log.take(),
        ["start", "10", "error", "15"].map(str::to_owned).to_vec(),
    );
}
