//! What a waiting author sees.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::contender::Contender;
use crate::job::{Job, Work};

/// How often a line is printed where nobody looks at a terminal.
const PAUSE: Duration = Duration::from_secs(20);

/// Knows how long each kind of sample took, and so how long the rest will take.
#[derive(Debug)]
pub struct Progress {
    started: Instant,
    shown: Instant,
    took: HashMap<(Contender, String), Duration>,
    terminal: bool,
}

impl Progress {
    /// From now on.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            shown: Instant::now(),
            took: HashMap::new(),
            terminal: io::stdout().is_terminal(),
        }
    }

    /// Since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Notes how long a sample took.
    pub fn note(&mut self, contender: Contender, job: &Job, took: Duration) {
        self.took.insert((contender, job.key.clone()), took);
    }

    /// How long these samples will take: as long as last time, or a guess.
    pub fn expected<'a>(&self, samples: impl Iterator<Item = (Contender, &'a Job)>) -> Duration {
        let each = |(contender, job): (Contender, &Job)| {
            let known = self.took.get(&(contender, job.key.clone()));
            known.copied().unwrap_or_else(|| guess(contender, job))
        };
        samples.map(each).sum()
    }

    /// Shows where the run is: at every sample on a terminal, now and then elsewhere.
    pub fn show(&mut self, place: &str, now: &str, left: Duration) {
        let left = match left.as_secs() {
            seconds @ ..100 => format!("about {seconds} s left"),
            seconds => format!("about {} min left", seconds.div_ceil(60)),
        };
        if self.terminal {
            print!("\r\x1b[K{place}, {left}: {now}");
            // Progress that cannot be shown is no reason to stop.
            let _ = io::stdout().flush();
        } else if self.shown.elapsed() >= PAUSE {
            self.shown = Instant::now();
            println!("{place}, {left}");
        }
    }

    /// Says something in a line of its own.
    pub fn say(&self, sentence: &str) {
        let clear = if self.terminal { "\r\x1b[K" } else { "" };
        println!("{clear}{sentence}");
    }
}

/// From experience on a small machine.
fn guess(contender: Contender, job: &Job) -> Duration {
    let (requests, slow) = (job.count as u64, u64::from(contender.is_python()));
    Duration::from_millis(match job.work {
        Work::Sleepers => job.base_ms + job.spread_ms + requests * (2 + slow * 20) / 1_000,
        Work::ThreeSleeps => 1_100,
        Work::Echo => 200 + requests * 3 / 100,
        Work::Calls => 500 + requests / 2,
        Work::Idle => 300,
        _ => 200 + job.budget_ms * 2 + slow * 500,
    })
}
