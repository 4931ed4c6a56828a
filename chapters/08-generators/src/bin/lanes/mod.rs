//! Coroutines on the lanes of a picture: what the demos that draw share.

use std::cell::RefCell;
use std::fmt::Debug;
use std::time::Duration;

use ch08_generators::{Coroutine, Resume, ResumeOf, Step, StepOf, Wait};
use trace::{Clock, Lane, Recording, State, Trace};

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

/// What is being recorded on this thread.
struct Stage {
    trace: Trace,
    clock: Clock,
    lanes: Vec<(&'static str, Lane)>,
    /// Those that have called and wait for the call to return, innermost last.
    callers: Vec<Lane>,
}

/// Records what the coroutines [`on_lane`] do while `program` runs; `caller`, if there is one, is the lane of the program itself.
pub fn record(clock: &Clock, caller: Option<&'static str>, program: impl FnOnce()) -> Recording {
    let trace = Trace::new(clock.clone());
    STAGE.set(Some(Stage {
        trace: trace.clone(),
        clock: clock.clone(),
        lanes: Vec::new(),
        callers: Vec::new(),
    }));
    if let Some(caller) = caller {
        let lane = lane(caller);
        lane.begin(State::Running, "its own work");
        on_stage(|stage| stage.callers.push(lane));
    }
    program();
    STAGE.set(None);
    trace.finish()
}

fn on_stage<T>(work: impl FnOnce(&mut Stage) -> T) -> T {
    STAGE.with_borrow_mut(|stage| work(stage.as_mut().expect("`record` runs the demo")))
}

/// The lane of that name; made when it is asked for first.
fn lane(name: &'static str) -> Lane {
    on_stage(|stage| {
        if let Some((_, lane)) = stage.lanes.iter().find(|(known, _)| *known == name) {
            return lane.clone();
        }
        let lane = stage.trace.lane(name);
        stage.lanes.push((name, lane.clone()));
        lane
    })
}

/// How many things have happened so far.
#[allow(dead_code, reason = "each demo uses its part")]
pub fn events() -> usize {
    on_stage(|stage| stage.trace.finish().events.len())
}

/// Says something, and marks it on the lane of the coroutine that runs.
#[allow(dead_code, reason = "each demo uses its part")]
pub fn say(who: &str, what: &str) {
    println!("{who}: {what}");
    on_stage(|stage| {
        if let Some(lane) = stage.callers.last() {
            lane.mark(what);
        }
    });
}

/// Shows `coroutine` on the lane `name`. Each time it is resumed it takes `time` of the picture's clock.
pub fn on_lane<C>(name: &'static str, time: Duration, coroutine: C) -> OnLane<C> {
    OnLane {
        lane: lane(name),
        time,
        coroutine,
        paused: false,
    }
}

pub struct OnLane<C> {
    lane: Lane,
    time: Duration,
    coroutine: C,
    paused: bool,
}

/// What a picture says of what goes in and out.
pub trait InWords {
    fn in_words(&self) -> String;
}

impl InWords for () {
    fn in_words(&self) -> String {
        "resumed".to_owned()
    }
}

impl InWords for Option<u32> {
    fn in_words(&self) -> String {
        self.map_or("send None".to_owned(), |value| format!("send {value}"))
    }
}

impl InWords for u32 {
    fn in_words(&self) -> String {
        format!("yielded {self}")
    }
}

impl InWords for Wait {
    fn in_words(&self) -> String {
        match self {
            Self::Sleep(delay) => format!("sleeps for {delay:?}"),
            Self::Readable(_) => "waits for the socket".to_owned(),
        }
    }
}

impl<C> Coroutine for OnLane<C>
where
    C: Coroutine<Input: InWords, Yield: InWords, Error: Debug>,
{
    type Input = C::Input;
    type Yield = C::Yield;
    type Return = C::Return;
    type Error = C::Error;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let why = match &resume {
            Resume::Send(value) => value.in_words(),
            Resume::Throw(error) => format!("throw {error:?}"),
            Resume::Close => "close".to_owned(),
        };
        let (caller, clock) = on_stage(|stage| {
            let caller = stage.callers.last().cloned();
            stage.callers.push(self.lane.clone());
            (caller, stage.clock.clone())
        });
        if let Some(caller) = &caller {
            caller.begin(State::Blocked, &why);
        }
        if self.paused {
            self.lane.end();
        }
        self.lane.begin(State::Running, why);
        clock.wait(self.time);
        let step = self.coroutine.resume(resume);
        self.lane.end();
        self.paused = matches!(step, Step::Yielded(_));
        if let Step::Yielded(value) = &step {
            self.lane.begin(State::Paused, value.in_words());
        }
        if let Some(caller) = caller {
            caller.end();
        }
        on_stage(|stage| stage.callers.pop());
        step
    }
}
