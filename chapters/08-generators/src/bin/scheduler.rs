//! Three coroutines on the event loop of chapter 04: an interview through a socket, and a bell.

mod lanes;

use std::cell::Cell;
use std::io::{self, Write};
use std::mem;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::{Duration, Instant};

use ch04_event_loop::EventLoop;
use ch08_generators::{
    Coroutine, Interview, Raised, Recv, Resume, ResumeOf, Sleep, Step, StepOf, Wait, YieldFrom,
    recv, sleep, spawn, yield_from,
};
use lanes::{events, on_lane, record, say};
use trace::{Clock, Picture};

/// How long the knight thinks, and what a coroutine's work takes in the picture each time it is resumed.
const THINKS: Duration = Duration::from_millis(800);
const WORKS: Duration = Duration::from_millis(50);
/// When the loop is started: room for the lanes' names in the picture.
const BEFORE: Duration = Duration::from_millis(150);
/// How long the bell is silent.
const SILENCE: Duration = Duration::from_millis(600);

fn main() -> io::Result<()> {
    let story = Story::default();
    let recording = record(&story.clock, None, || {
        story.clock.wait(BEFORE);
        run(story.clone()).expect("sockets work");
    });
    println!();
    recording.publish_steps(&Picture {
        title: "Three coroutines, one thread",
        description: "Asks, knight and bell run for a twentieth of a second each, never two at once. In between they are paused: the knight twice sleeps for 800 ms, asks waits for the answer, the bell rings twice meanwhile.",
        column: WORKS,
    })
}

// ANCHOR: run
fn run(story: Story) -> io::Result<()> {
    let (ours, theirs) = UnixStream::pair()?;
    for socket in [&ours, &theirs] {
        socket.set_nonblocking(true)?;
    }
    let mut event_loop = EventLoop::with_clock(story)?;
    let asks = on_lane(
        "asks",
        WORKS,
        Asks {
            socket: Rc::new(ours),
            at: At::Start,
        },
    );
    let knight = on_lane(
        "knight",
        WORKS,
        Knight {
            socket: Rc::new(theirs),
            at: KnightAt::Start,
            answers: vec!["the Grail", "Lancelot"],
        },
    );
    let bell = on_lane("bell", WORKS, Bell::Start);
    spawn(&mut event_loop, asks, |event_loop, outcome| {
        println!("asks returned: {}", outcome.expect("nobody raises"));
        event_loop.stop();
    });
    spawn(&mut event_loop, knight, |_, _| {});
    spawn(&mut event_loop, bell, |_, _| {});
    event_loop.run_forever()
}
// ANCHOR_END: run

// ANCHOR: asks
/// Holds the interview through a socket.
struct Asks {
    socket: Rc<UnixStream>,
    at: At,
}

enum At {
    Start,
    /// At `answer = yield from recv(socket)`.
    Listening(Interview, YieldFrom<Recv>),
    Done,
}

impl Coroutine for Asks {
    type Input = ();
    type Yield = Wait;
    type Return = String;
    type Error = io::Error;

    fn resume(&mut self, mut resume: ResumeOf<Self>) -> StepOf<Self> {
        loop {
            let (interview, step) = match (mem::replace(&mut self.at, At::Done), resume) {
                (At::Start, Resume::Send(())) => {
                    let mut interview = Interview::default();
                    let step = interview.next();
                    (interview, step)
                }
                (At::Listening(mut interview, mut recv), passed_on) => match recv.resume(passed_on)
                {
                    Step::Yielded(wait) => {
                        self.at = At::Listening(interview, recv);
                        return Step::Yielded(wait);
                    }
                    Step::Complete(Ok(answer)) => {
                        let step = interview.send(String::from_utf8_lossy(&answer).into_owned());
                        (interview, step)
                    }
                    Step::Complete(Err(raised)) => return Step::Complete(Err(raised)),
                },
                (_, resume) => return resume.unhandled(),
            };
            let question = match step {
                Step::Yielded(question) => question,
                Step::Complete(outcome) => return Step::Complete(outcome),
            };
            say("asks", &question);
            if let Err(error) = (&*self.socket).write_all(question.as_bytes()) {
                return Step::Complete(Err(Raised::Error(error)));
            }
            self.at = At::Listening(interview, yield_from(recv(&self.socket)));
            resume = Resume::Send(());
        }
    }
}
// ANCHOR_END: asks

/// Answers each question after some thought.
struct Knight {
    socket: Rc<UnixStream>,
    at: KnightAt,
    answers: Vec<&'static str>,
}

enum KnightAt {
    Start,
    /// At `yield from recv(socket)`.
    Listening(YieldFrom<Recv>),
    /// At `yield from sleep(THINKS)`.
    Thinking(YieldFrom<Sleep>),
    Done,
}

impl Coroutine for Knight {
    type Input = ();
    type Yield = Wait;
    type Return = ();
    type Error = io::Error;

    fn resume(&mut self, mut resume: ResumeOf<Self>) -> StepOf<Self> {
        loop {
            match (mem::replace(&mut self.at, KnightAt::Done), resume) {
                (KnightAt::Start, Resume::Send(())) => {
                    self.at = KnightAt::Listening(yield_from(recv(&self.socket)));
                }
                (KnightAt::Listening(mut recv), passed_on) => match recv.resume(passed_on) {
                    Step::Yielded(wait) => {
                        self.at = KnightAt::Listening(recv);
                        return Step::Yielded(wait);
                    }
                    Step::Complete(Ok(_)) => {
                        self.at = KnightAt::Thinking(yield_from(sleep(THINKS)));
                    }
                    Step::Complete(Err(raised)) => return Step::Complete(Err(raised)),
                },
                (KnightAt::Thinking(mut sleep), passed_on) => match sleep.resume(passed_on) {
                    Step::Yielded(wait) => {
                        self.at = KnightAt::Thinking(sleep);
                        return Step::Yielded(wait);
                    }
                    Step::Complete(Ok(())) => match self.answer() {
                        Ok(true) => self.at = KnightAt::Listening(yield_from(recv(&self.socket))),
                        Ok(false) => return Step::Complete(Ok(())),
                        Err(error) => return Step::Complete(Err(Raised::Error(error))),
                    },
                    Step::Complete(Err(raised)) => return Step::Complete(Err(raised)),
                },
                (_, resume) => return resume.unhandled(),
            }
            resume = Resume::Send(());
        }
    }
}

impl Knight {
    /// Sends the next answer, and says whether there are more.
    fn answer(&mut self) -> io::Result<bool> {
        let answer = self.answers.pop().unwrap_or_default();
        say("knight", answer);
        (&*self.socket).write_all(answer.as_bytes())?;
        Ok(!self.answers.is_empty())
    }
}

// ANCHOR: bell
/// Rings after every silence.
enum Bell {
    Start,
    /// At `yield from sleep(SILENCE)`.
    Silent(YieldFrom<Sleep>),
    Done,
}

impl Coroutine for Bell {
    type Input = ();
    type Yield = Wait;
    type Return = ();
    type Error = io::Error;

    fn resume(&mut self, mut resume: ResumeOf<Self>) -> StepOf<Self> {
        loop {
            match (mem::replace(self, Self::Done), resume) {
                (Self::Start, Resume::Send(())) => {}
                (Self::Silent(mut sleep), passed_on) => match sleep.resume(passed_on) {
                    Step::Yielded(wait) => {
                        *self = Self::Silent(sleep);
                        return Step::Yielded(wait);
                    }
                    Step::Complete(Ok(())) => say("bell", "ding"),
                    Step::Complete(Err(raised)) => return Step::Complete(Err(raised)),
                },
                (_, resume) => return resume.unhandled(),
            }
            *self = Self::Silent(yield_from(sleep(SILENCE)));
            resume = Resume::Send(());
        }
    }
}
// ANCHOR_END: bell

/// The loop's clock in this demo. Nobody has to wait: when nothing can go on, it jumps to the next timer.
#[derive(Clone)]
struct Story {
    clock: Clock,
    start: Instant,
    /// How many things had happened when the loop wanted to sleep last.
    seen: Rc<Cell<usize>>,
}

impl Default for Story {
    fn default() -> Self {
        Self {
            clock: Clock::manual(),
            start: Instant::now(),
            seen: Rc::default(),
        }
    }
}

impl ch04_event_loop::Clock for Story {
    fn now(&self) -> Instant {
        self.start + self.clock.now()
    }

    fn sleep(&self, idle: Duration) -> Duration {
        // Sockets first: time passes only when a whole turn has brought nothing.
        if self.seen.replace(events()) == events() {
            self.clock.wait(idle);
        }
        Duration::ZERO
    }
}
