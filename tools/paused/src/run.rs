//! Driving a program that cannot hang.

use std::cell::Cell;
use std::fmt::Display;
use std::panic::resume_unwind;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::time::{Instant, sleep};

use crate::watch::{Watched, panics, watched};

thread_local! {
    /// When the run on this thread began.
    static START: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// What became of a run.
#[derive(Debug)]
pub struct Done<T> {
    /// What the program gave.
    pub output: T,
    /// How much of the run's own time passed.
    pub took: Duration,
    /// How many spawned tasks were still there after the program's end, once all that were ready had run.
    pub left: usize,
    /// What has panicked in the run, in a task or elsewhere, and was not its end: the words, and where.
    pub panics: Vec<String>,
}

/// A run to be made: one thread, its clock paused.
#[derive(Clone, Debug)]
pub struct Paused {
    awaited: String,
    patience: Duration,
    limit: Duration,
    /// Whose panics are told as the answer's.
    judging: bool,
}

impl Default for Paused {
    fn default() -> Self {
        Self::new()
    }
}

impl Paused {
    /// A run that may take a day of its own time, and ten seconds of the world's.
    pub fn new() -> Self {
        Self {
            awaited: "the program's end".to_owned(),
            patience: Duration::from_secs(24 * 60 * 60),
            limit: Duration::from_secs(10),
            judging: false,
        }
    }

    /// A run of a judge, which says what is awaited of the answer: two seconds of the world's time, and a panic that ends it
    /// is told as the answer's, with its place.
    pub fn judging(awaited: impl Display) -> Self {
        Self {
            limit: Duration::from_secs(2),
            judging: true,
            ..Self::new().awaiting(awaited)
        }
    }

    /// Says what is awaited, for the sentence in which a run ends that does not come to its end.
    pub fn awaiting(mut self, awaited: impl Display) -> Self {
        self.awaited = awaited.to_string();
        self
    }

    /// How much of its own time the run may take. Once nothing else is to be waited for, that time is over at once.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How much real time the run may take: it bounds a program that never rests, and is no measure of speed. A program that
    /// does not work meanwhile, since it blocks its thread or the machine is busy, is given two and a half times as long.
    ///
    /// Once a run of the process was over its limit, all others must be done a moment later: one spin is waited for once.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Drives what `program` makes, on a thread of its own.
    ///
    /// # Panics
    /// If the run takes longer than it may, in a sentence that says what was awaited; and with the program's own panic.
    #[track_caller]
    pub fn run<F: Future<Output: Send + 'static>>(
        &self,
        program: impl FnOnce() -> F + Send + 'static,
    ) -> Done<F::Output> {
        let patience = self.patience;
        let ended = watched(self.limit, move || {
            let runtime = paused(&mut Builder::new_current_thread());
            let done = runtime.block_on(drive(program, patience));
            // Here, under the limit: what is left is dropped, and may do so badly.
            drop(runtime);
            let panics = panics();
            done.map(|done| Done { panics, ..done })
        });
        let Self { awaited, .. } = self;
        match ended {
            Watched::Ended(Some(done)) => done,
            Watched::Ended(None) => panic!(
                "waited for {awaited}; it does not come: nothing that could wake the answer is left to happen"
            ),
            Watched::Panicked(told, _) if self.judging => panic!("the answer panicked: {told}"),
            Watched::Panicked(_, payload) => resume_unwind(payload),
            Watched::Restless => panic!(
                "waited for {awaited}; the runtime never came to rest, so the paused clock stood still: the answer asks again and again, or blocks its thread, where it should wait to be woken"
            ),
            Watched::Hurried => panic!(
                "waited for {awaited}; it had not come when another claim showed that the runtime never comes to rest"
            ),
        }
    }
}

/// Drives what `program` makes with the limits of [`Paused::new`].
///
/// ```
/// use std::time::Duration;
/// let done = paused::run(|| async {
///     tokio::time::sleep(Duration::from_secs(3600)).await;
///     "an hour later"
/// });
/// assert_eq!((done.output, done.took, done.left), ("an hour later", Duration::from_secs(3600), 0));
/// ```
///
/// # Panics
/// As [`Paused::run`].
#[track_caller]
pub fn run<F: Future<Output: Send + 'static>>(
    program: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    Paused::new().run(program)
}

/// The time since the run on this thread began, in milliseconds; outside of a run, since the first call.
///
/// # Panics
/// Outside of Tokio.
pub fn now() -> u64 {
    let now = Instant::now();
    let start = START.get().unwrap_or_else(|| {
        START.set(Some(now));
        now
    });
    (now - start).as_millis() as u64
}

pub(crate) fn paused(builder: &mut Builder) -> Runtime {
    let builder = builder.enable_time().start_paused(true);
    builder.build().expect("a runtime needs only memory")
}

/// Notes that a run begins now, on this thread.
pub(crate) fn begin() -> Instant {
    let start = Instant::now();
    START.set(Some(start));
    start
}

/// `None` if `patience` ended first: while the clock is paused, it jumps there when nothing else can happen.
async fn drive<F: Future>(
    program: impl FnOnce() -> F,
    patience: Duration,
) -> Option<Done<F::Output>> {
    let start = begin();
    let output = tokio::select! {
        biased;
        output = program() => output,
        () = sleep(patience) => return None,
    };
    let took = start.elapsed();
    rest().await;
    let left = Handle::current().metrics().num_alive_tasks();
    let panics = Vec::new(); // told when the runtime is gone
    Some(Done {
        output,
        took,
        left,
        panics,
    })
}

/// Lets everything that is ready run. Tokio polls a task that yields after all others that are ready; who is woken then, is
/// polled before its next turn.
async fn rest() {
    /// Enough for a chain of tasks each of whose ends wakes the next.
    const TURNS: usize = 100;
    for _ in 0..TURNS {
        tokio::task::yield_now().await;
    }
}
