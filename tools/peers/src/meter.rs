//! The meters: processor time, memory, and the window in which requests count.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use crate::job::Job;

/// What a sample gives for one measure: the median of its batches, and the least and the most of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The median.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// How many batches it is the median of.
    pub batches: usize,
}

impl Value {
    /// A value that was measured once.
    pub fn single(value: f64) -> Self {
        Self::of(&[value])
    }

    /// The median of some, least and most.
    ///
    /// # Panics
    /// If there are none.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().map(rounded).collect();
        sorted.sort_by(f64::total_cmp);
        Self {
            median: rounded(median(&sorted)),
            min: sorted[0],
            max: sorted[sorted.len() - 1],
            batches: sorted.len(),
        }
    }
}

/// To a thousandth: no meter is better than that, and the file holds what it was given when it is read again.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// The middle of sorted values, or half-way between the two in the middle.
fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[half]
    } else {
        f64::midpoint(sorted[half - 1], sorted[half])
    }
}

/// What a sample gives: a value for each measure.
pub type Values = BTreeMap<String, Value>;

/// One value, under the name of the job.
pub fn named(key: &str, value: Value) -> Values {
    BTreeMap::from([(key.to_owned(), value)])
}

/// The processor time of this process so far, of all its threads, in nanoseconds.
pub fn cpu() -> u64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// The bytes of memory that this process has touched and holds: exact, for the kernel walks through its pages to tell.
///
/// # Panics
/// Without `/proc`.
pub fn resident() -> u64 {
    let about = fs::read_to_string("/proc/self/smaps_rollup").expect("smaps_rollup is readable");
    let line = about.lines().find_map(|line| line.strip_prefix("Rss:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kib.expect("there is a line `Rss: 123 kB`") * 1024
}

/// Repeats a batch of operations until its time is over, and takes the processor time of each.
#[derive(Debug)]
pub struct Batches {
    job: Job,
    started: Instant,
    before: u64,
    each: Vec<f64>,
    warm: bool,
}

impl Batches {
    /// For this job, from now on.
    pub fn new(job: &Job) -> Self {
        Self {
            job: job.clone(),
            started: Instant::now(),
            before: 0,
            each: Vec::new(),
            warm: job.batches == 1,
        }
    }

    /// Whether another batch is wanted. It begins now.
    pub fn more(&mut self) -> bool {
        let early = self.started.elapsed().as_millis() < u128::from(self.job.budget_ms);
        let wanted = self.each.len() < self.job.batches || early;
        self.before = cpu();
        wanted
    }

    /// The batch is done. The first one, if there are several, warmed caches and allocator and is not counted.
    pub fn done(&mut self) {
        let spent = (cpu() - self.before) as f64 / self.job.count as f64;
        if self.warm {
            self.each.push(spent);
        } else {
            self.warm = true;
            self.started = Instant::now();
        }
    }

    /// The median of the batches, under the job's name.
    pub fn values(self) -> Values {
        named(&self.job.key, Value::of(&self.each))
    }
}

/// The window of an echo: the processor time between the first and the last request that counts.
#[derive(Debug)]
pub struct Window {
    served: AtomicU64,
    from: u64,
    until: u64,
    cpu: [AtomicU64; 2],
}

impl Window {
    /// Opens after the warm-up, and closes with the last request.
    pub fn new(job: &Job) -> Self {
        let from = job.warm_up() as u64;
        Self {
            served: AtomicU64::new(0),
            from,
            until: from + job.count as u64,
            cpu: [AtomicU64::new(0), AtomicU64::new(0)],
        }
    }

    /// Another request was read.
    pub fn served(&self) {
        let served = self.served.fetch_add(1, Relaxed) + 1;
        if served == self.from {
            self.cpu[0].store(cpu(), Relaxed);
        } else if served == self.until {
            self.cpu[1].store(cpu(), Relaxed);
        }
    }

    /// Processor time for each request.
    ///
    /// # Panics
    /// If not all requests have come.
    pub fn values(&self, job: &Job) -> Values {
        let (served, until) = (self.served.load(Relaxed), self.until);
        assert!(
            served == until,
            "the server read {served} messages in the place of {until}"
        );
        let [from, until] = [&self.cpu[0], &self.cpu[1]].map(|cpu| cpu.load(Relaxed));
        let each = (until - from) as f64 / job.count as f64;
        named(&format!("{}_cpu", job.key), Value::single(each))
    }
}
