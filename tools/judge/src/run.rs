//! A run of the checking executor: turn after turn, until the program has ended or broken a rule.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::context::Core;
use crate::inbox::Inbox;
use crate::report;
use crate::task::{Task, Work};

/// A task that wakes itself this often in a row, with nothing else happening, waits for nothing that could come.
const CIRCLES: usize = 1000;

pub struct Run<'a> {
    budget: usize,
    patience: Duration,
    core: Rc<Core>,
    /// The program first, then what it spawned, in that order.
    tasks: Vec<Task<'a>>,
    inbox: Arc<Inbox>,
    random: u64,
    spent: usize,
}

impl<'a> Run<'a> {
    pub fn new(
        core: &Rc<Core>,
        program: Work<'a>,
        seed: u64,
        budget: usize,
        patience: Duration,
    ) -> Self {
        Self {
            budget,
            patience,
            core: Rc::clone(core),
            tasks: vec![Task::new("the program".to_owned(), program)],
            inbox: Arc::default(),
            random: seed,
            spent: 0,
        }
    }

    /// How often the program itself was polled.
    pub fn polls(&self) -> usize {
        self.tasks[0].polls
    }

    /// Polls until the program has ended. The error is a sentence.
    pub fn drive(&mut self) -> Result<(), String> {
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
        if self.spent == self.budget {
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
        if !self.patience.is_zero() && self.inbox.wait(self.patience) {
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
