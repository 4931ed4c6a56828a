//! The checking executor: one thread, a virtual clock, a shuffled ready queue, and a sentence for whatever goes wrong.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use trace::Clock;

use crate::context::Core;
use crate::inbox::Inbox;
use crate::report;
use crate::task::Task;

/// More polls than any exercise needs.
const BUDGET: usize = 100_000;

/// A task that wakes itself this often in a row, with nothing else happening, waits for nothing that could come.
const CIRCLES: usize = 1000;

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
        let mut run = Run {
            checker: self,
            core: Rc::clone(&core),
            tasks: vec![Task::new("the program".to_owned(), work)],
            inbox: Arc::default(),
            random: self.seed,
            spent: 0,
        };
        if let Err(why) = run.drive() {
            panic!("{why} (seed {})", self.seed);
        }
        let polls = run.tasks[0].polls;
        drop(run);
        let took = core.clock.now() - start;
        Done {
            output: output.expect("the program has ended"),
            took,
            polls,
        }
    }
}

struct Run<'a> {
    checker: &'a Checker,
    core: Rc<Core>,
    /// The program first, then what it spawned, in that order.
    tasks: Vec<Task<'a>>,
    inbox: Arc<Inbox>,
    random: u64,
    spent: usize,
}

impl Run<'_> {
    fn drive(&mut self) -> Result<(), String> {
        while self.tasks[0].work.is_some() {
            self.look_around();
            match self.pick() {
                Some(place) => self.poll(place)?,
                None => self.let_time_pass()?,
            }
        }
        Ok(())
    }

    /// Takes in what was spawned, cancelled and woken since the last turn.
    fn look_around(&mut self) {
        self.tasks.append(&mut self.core.spawned.take());
        for place in self.core.cancelled.take() {
            let task = &mut self.tasks[place];
            if let Some(work) = task.work.take() {
                task.dropped = Some(self.core.clock.now());
                drop(work);
            }
        }
        for (place, poll) in self.inbox.take() {
            let task = &mut self.tasks[place];
            // A waker of an earlier poll counts for nothing: that is the strictest executor that the rules allow.
            task.ready |= poll == task.polls && task.work.is_some();
        }
    }

    /// One of the ready tasks, by the seed.
    fn pick(&mut self) -> Option<usize> {
        let ready = |task: &Task<'_>| task.ready && task.work.is_some();
        let ready: Vec<_> = (0..self.tasks.len())
            .filter(|place| ready(&self.tasks[*place]))
            .collect();
        let count = u64::try_from(ready.len()).ok().filter(|count| *count > 0)?;
        ready
            .get(usize::try_from(self.next_random() % count).ok()?)
            .copied()
    }

    fn poll(&mut self, place: usize) -> Result<(), String> {
        if self.spent == self.checker.budget {
            return Err(report::spent(&self.tasks, self.spent));
        }
        self.spent += 1;
        *self.core.doing.borrow_mut() = None;
        let inbox = Arc::clone(&self.inbox);
        let task = &mut self.tasks[place];
        let polled = catch_unwind(AssertUnwindSafe(|| task.poll(place, &inbox)));
        match polled {
            Ok(poll) if poll.is_ready() => task.work = None,
            Ok(_) => return self.after_pending(place),
            Err(panic) if place == 0 => resume_unwind(panic),
            Err(panic) => return Err(report::panicked(task, &message(&*panic))),
        }
        self.something_happened(place);
        Ok(())
    }

    fn after_pending(&mut self, place: usize) -> Result<(), String> {
        let wakes = self.inbox.take();
        let task = &mut self.tasks[place];
        let woke_itself = wakes.contains(&(place, task.polls));
        let woke_others = wakes.iter().any(|(woken, _)| *woken != place);
        for (woken, poll) in wakes {
            let task = &mut self.tasks[woken];
            task.ready |= poll == task.polls && task.work.is_some();
        }
        let task = &mut self.tasks[place];
        let doing = self.core.doing.take();
        task.doing = doing.unwrap_or_else(|| format!("pending since {:?}", self.core.clock.now()));
        if !woke_itself && let Some(why) = report::unwakeable(task) {
            return Err(why);
        }
        task.circles = if woke_itself { task.circles + 1 } else { 0 };
        if task.circles >= CIRCLES {
            return Err(report::busy(task));
        }
        if woke_others || !woke_itself {
            self.something_happened(place);
        }
        Ok(())
    }

    /// Whatever a task that goes in circles may have waited for: it may have come.
    fn something_happened(&mut self, by: usize) {
        for (place, task) in self.tasks.iter_mut().enumerate() {
            if place != by {
                task.circles = 0;
            }
        }
    }

    /// Jumps to the next timer, or waits for other threads, or gives up.
    fn let_time_pass(&mut self) -> Result<(), String> {
        let next = self.core.timers.borrow_mut().pop_first();
        if let Some(((due, _), waker)) = next {
            self.core.clock.advance_to(due);
            trace::because("timer", || waker.wake());
            return Ok(());
        }
        if !self.checker.patience.is_zero() && self.inbox.wait(self.checker.patience) {
            return Ok(());
        }
        Err(report::deadlock(&self.tasks, self.core.clock.now()))
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): a few lines, and the same order on every machine.
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}
