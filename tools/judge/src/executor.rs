//! The checking executor: one thread, a virtual clock, a shuffled ready queue, and a sentence for whatever goes wrong.

use std::time::Duration;

use trace::Clock;

use crate::context::Core;
use crate::run::Run;

/// More polls than any exercise needs.
const BUDGET: usize = 100_000;

/// Drives programs made of futures, and tells what they do wrong.
///
/// Each poll comes with another waker, ready tasks are polled in an order that only the seed knows, and time is virtual: it
/// passes when nothing else can happen. So a program that works here does not rely on what no executor promises.
#[derive(Clone, Debug)]
pub struct Checker {
    seed: u64,
    budget: usize,
    patience: Duration,
    clock: Clock,
}

/// What a run gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the output is in here, and how long it took"]
pub struct Done<T> {
    /// What the program's future gave.
    pub output: T,
    /// How much virtual time passed.
    pub took: Duration,
    /// How often the program's future was polled.
    pub polls: usize,
}

impl<T> Done<T> {
    /// The output, if the program took the time that was asked for.
    ///
    /// # Panics
    /// With both times if it did not: waits that should overlap and do not are told here.
    #[track_caller]
    pub fn in_time(self, asked: Duration) -> T {
        let took = self.took;
        let hint = if took > asked {
            ": are waits that could overlap made one after the other?"
        } else {
            ""
        };
        assert!(
            took == asked,
            "the virtual clock says {took:?}, the exercise asked for {asked:?}{hint}"
        );
        self.output
    }
}

/// Drives `program` with a [`Checker`] as it is by default, and gives the output.
///
/// ```
/// use std::time::Duration;
/// let sum = judge::run(async {
///     judge::sleep(Duration::from_secs(3600)).await; // takes no time of yours
///     1 + 1
/// });
/// assert_eq!(sum, 2);
/// ```
///
/// # Panics
/// If the program breaks a rule of futures, with a sentence that says which.
#[track_caller]
pub fn run<F: Future>(program: F) -> F::Output {
    Checker::new().run(program).output
}

impl Default for Checker {
    fn default() -> Self {
        Self::new()
    }
}

impl Checker {
    /// A checker with seed 1 (or what the environment variable `JUDGE_SEED` says), a budget of 100,000 polls, and no patience
    /// for wakes from other threads.
    pub fn new() -> Self {
        let seed = std::env::var("JUDGE_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok())
            .unwrap_or(1);
        Self {
            seed,
            budget: BUDGET,
            patience: Duration::ZERO,
            clock: Clock::manual(),
        }
    }

    /// The order in which ready tasks are polled follows from this number.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// How many polls all tasks together may take.
    #[must_use]
    pub fn budget(self, polls: usize) -> Self {
        Self {
            budget: polls,
            ..self
        }
    }

    /// How long, in real time, it waits for another thread to use a waker that it has kept.
    #[must_use]
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The clock that shows the virtual time, for a recording: `trace::record(checker.clock(), ..)`.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Drives `program` to its end.
    ///
    /// # Panics
    /// If a task breaks a rule of futures, with a sentence that says which, and the seed. A panic of the program's own
    /// future comes through as it is.
    #[track_caller]
    pub fn run<F: Future>(&self, program: F) -> Done<F::Output> {
        let core = Core::new(self.clock.clone());
        let start = core.clock.now();
        let _entered = core.enter();
        let mut output = None;
        let work = Box::pin(async { output = Some(program.await) });
        let mut run = Run::new(&core, work, self.seed, self.budget, self.patience);
        if let Err(why) = run.drive() {
            panic!("{why} (seed {})", self.seed);
        }
        let polls = run.polls();
        drop(run);
        let took = core.clock.now() - start;
        Done {
            output: output.expect("the program has ended"),
            took,
            polls,
        }
    }
}
