//! Coroutines that follow a script and keep a diary, so that a test can say what happened and in which order.
#![allow(dead_code, reason = "each test file uses its part")]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use ch08_generators::{
    Coroutine, OutcomeOf, Raised, Resume, ResumeOf, Step, StepOf, YieldFrom, yield_from,
};

/// The errors of the scenarios.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Boom {
    Boom(&'static str),
    /// Resumed while it was running.
    Running,
}

/// What happened, in order.
#[derive(Clone, Default)]
pub struct Diary(Rc<RefCell<Vec<String>>>);

impl Diary {
    pub fn note(&self, what: impl Into<String>) {
        self.0.borrow_mut().push(what.into());
    }

    /// What was noted since the last call.
    pub fn read(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Python's `finally`: notes it when it is dropped.
pub struct Finally(pub Diary, pub &'static str);

impl Drop for Finally {
    fn drop(&mut self) {
        self.0.note(self.1);
    }
}

pub type Value = Option<i32>;
pub type Answer = StepOf<Script>;
pub type Delegate =
    Box<dyn Coroutine<Input = Value, Yield = &'static str, Return = Value, Error = Boom>>;

/// One line of a script.
pub enum Line {
    Note(&'static str),
    /// From here on a finaliser is there, which notes this at the end.
    Finally(&'static str),
    Yield(&'static str),
    /// A `yield` that notes what is sent.
    Receive(&'static str),
    /// `yield from`, and a note of its value.
    From(Delegate),
    /// A `yield` inside a `try`: what is thrown is noted, and the script goes on here instead.
    Try(&'static str, Vec<Line>),
    /// A `yield` inside a `try` that catches the close.
    TryClose(&'static str, Vec<Line>),
    Raise(Boom),
    Return(Value),
    /// Returns what the last `yield` gave.
    ReturnSent,
}

/// A generator: each line that pauses is a state.
pub struct Script {
    name: &'static str,
    diary: Diary,
    lines: VecDeque<Line>,
    paused: Paused,
    sent: Value,
    // The last field: the delegate, in `paused`, is dropped before it.
    finalisers: Vec<Finally>,
}

enum Paused {
    Start,
    AtYield,
    AtReceive,
    AtTry(Vec<Line>),
    AtTryClose(Vec<Line>),
    Delegating(YieldFrom<ByBox>),
    Done,
}

/// A boxed delegate: a trait object is a coroutine, too.
pub struct ByBox(pub Delegate);

impl Coroutine for ByBox {
    type Input = Value;
    type Yield = &'static str;
    type Return = Value;
    type Error = Boom;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        self.0.resume(resume)
    }
}

pub fn script(name: &'static str, diary: &Diary, lines: impl IntoIterator<Item = Line>) -> Script {
    Script {
        name,
        diary: diary.clone(),
        lines: lines.into_iter().collect(),
        paused: Paused::Start,
        sent: None,
        finalisers: Vec::new(),
    }
}

pub fn from(inner: Script) -> Line {
    Line::From(Box::new(inner))
}

impl Coroutine for Script {
    type Input = Value;
    type Yield = &'static str;
    type Return = Value;
    type Error = Boom;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let step = self.go_on(resume);
        if let Step::Complete(_) = &step {
            self.lines.clear();
            self.finalisers.clear();
        }
        step
    }
}

impl Script {
    fn go_on(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        match (std::mem::replace(&mut self.paused, Paused::Done), resume) {
            (Paused::Start, Resume::Send(_)) => {}
            (Paused::AtYield | Paused::AtTry(_) | Paused::AtTryClose(_), Resume::Send(value)) => {
                self.sent = value;
            }
            (Paused::AtReceive, Resume::Send(value)) => {
                self.diary.note(format!("{} got {value:?}", self.name));
                self.sent = value;
            }
            (Paused::AtTry(handler), Resume::Throw(error)) => {
                self.diary.note(format!("{} caught {error:?}", self.name));
                self.lines = handler.into();
            }
            (Paused::AtTryClose(handler), Resume::Close) => {
                self.diary.note(format!("{} caught the close", self.name));
                self.lines = handler.into();
            }
            (Paused::Delegating(delegate), resume) => {
                if let Some(step) = self.delegate(delegate, resume) {
                    return step;
                }
            }
            (_, resume) => return resume.unhandled(),
        }
        self.run()
    }

    /// Runs lines up to the next pause.
    fn run(&mut self) -> StepOf<Self> {
        while let Some(line) = self.lines.pop_front() {
            let (paused, item) = match line {
                Line::Note(what) => {
                    self.diary.note(what);
                    continue;
                }
                Line::Finally(what) => {
                    self.finalisers.push(Finally(self.diary.clone(), what));
                    continue;
                }
                Line::From(delegate) => {
                    match self.delegate(yield_from(ByBox(delegate)), Resume::Send(None)) {
                        Some(step) => return step,
                        None => continue,
                    }
                }
                Line::Raise(error) => return Step::Complete(Err(Raised::Error(error))),
                Line::Return(value) => return Step::Complete(Ok(value)),
                Line::ReturnSent => return Step::Complete(Ok(self.sent)),
                Line::Yield(item) => (Paused::AtYield, item),
                Line::Receive(item) => (Paused::AtReceive, item),
                Line::Try(item, handler) => (Paused::AtTry(handler), item),
                Line::TryClose(item, handler) => (Paused::AtTryClose(handler), item),
            };
            self.paused = paused;
            return Step::Yielded(item);
        }
        Step::Complete(Ok(None))
    }

    /// Passes `resume` on; `None` if the delegate has returned and the script goes on.
    fn delegate(
        &mut self,
        mut delegate: YieldFrom<ByBox>,
        resume: ResumeOf<Self>,
    ) -> Option<StepOf<Self>> {
        match delegate.resume(resume) {
            Step::Yielded(item) => {
                self.paused = Paused::Delegating(delegate);
                Some(Step::Yielded(item))
            }
            Step::Complete(Ok(value)) => {
                self.diary.note(format!("{} gets {value:?}", self.name));
                self.sent = value;
                None
            }
            raised => Some(raised),
        }
    }
}

/// Resumes without values to the end; what was yielded, and how it ended.
pub fn iterate<C: Coroutine>(coroutine: &mut C) -> (Vec<C::Yield>, OutcomeOf<C>) {
    let mut items = Vec::new();
    for _ in 0..100 {
        match coroutine.next() {
            Step::Yielded(item) => items.push(item),
            Step::Complete(outcome) => return (items, outcome),
        }
    }
    panic!("100 items, and no end");
}

/// Both have finalisers, and `inner` is in the middle of `lines`.
pub fn nested(diary: &Diary, lines: Vec<Line>) -> Script {
    let mut inner = vec![Line::Note("inner start"), Line::Finally("inner finally")];
    inner.extend(lines);
    let inner = script("inner", diary, inner);
    script(
        "outer",
        diary,
        [
            Line::Note("outer start"),
            Line::Finally("outer finally"),
            from(inner),
            Line::Yield("outer item"),
        ],
    )
}

/// The error that is thrown.
pub const X: Boom = Boom::Boom("x");
