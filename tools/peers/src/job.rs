//! What is measured: the kinds of work, and how much of each in a quick and in a full run.

use serde::{Deserialize, Serialize};

use crate::contender::Contender;

/// A kind of work. What each one does exactly is written in `workloads` and, for Python, in `python/peer.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Spawn `count` tasks, then join them all.
    SpawnJoin,
    /// Wake oneself and be polled again.
    Yield,
    /// Two tasks wake each other through one mailbox.
    PingPong,
    /// Arm a timeout around a future that is pending once, and cancel it.
    Timeout,
    /// `count` tasks that wait for ever: their memory.
    Idle,
    /// `count` tasks that sleep: processor time and memory of each.
    Sleepers,
    /// Three tasks that sleep for a second, together.
    ThreeSleeps,
    /// An echo server, under load from another process.
    Echo,
    /// The same, under strace, once with few and once with many requests.
    Calls,
}

/// One thing to measure, with all its quantities; also what a sample's process is told, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Names it, and the measure that it gives: `spawn_1000`.
    pub key: String,
    /// The kind.
    pub work: Work,
    /// In how many rounds it stands.
    pub rounds: usize,
    /// Tasks or operations in a batch; requests, if it is an echo.
    pub count: usize,
    /// How long batches are repeated.
    pub budget_ms: u64,
    /// The fewest batches, however long they take. If there are several, one more goes ahead and is not counted.
    pub batches: usize,
    /// No sleeper wakes earlier than this after it has begun to sleep.
    pub base_ms: u64,
    /// And none later than this after that.
    pub spread_ms: u64,
    /// Connections of an echo.
    pub connections: usize,
}

impl Job {
    fn new(key: &str, work: Work, rounds: usize, count: usize) -> Self {
        Self {
            key: key.to_owned(),
            work,
            rounds,
            count,
            budget_ms: 0,
            batches: 1,
            base_ms: 0,
            spread_ms: 0,
            connections: 0,
        }
    }

    fn batches(self, budget_ms: u64) -> Self {
        Self {
            budget_ms,
            batches: 5,
            ..self
        }
    }

    fn sleepers(self, base_ms: u64, spread_ms: u64) -> Self {
        Self {
            base_ms,
            spread_ms,
            ..self
        }
    }

    fn connections(self, connections: usize) -> Self {
        Self {
            connections,
            ..self
        }
    }

    /// Requests before the window of measuring opens: each connection has had some.
    pub fn warm_up(&self) -> usize {
        self.connections * 10 + 500
    }

    /// What this contender is asked, who may be too slow for all of it.
    pub fn for_contender(&self, contender: Contender) -> Self {
        let mut job = self.clone();
        match (contender, job.work) {
            // It looks for a task in its queue whenever one is woken: 100,000 tasks cost it ten thousand million looks.
            (Contender::Toy, Work::SpawnJoin) if job.count > 10_000 => job.batches = 1,
            (Contender::Toy, Work::Idle) => job.count /= 10,
            // A million of them take Python a minute, and gigabytes.
            (Contender::Asyncio | Contender::Uvloop, Work::Sleepers) => job.count /= 10,
            (Contender::Asyncio | Contender::Uvloop, Work::Echo) => job.count /= 4,
            (Contender::Asyncio | Contender::Uvloop, Work::SpawnJoin) if job.count > 10_000 => {
                (job.batches, job.budget_ms) = (2, 0);
            }
            _ => {}
        }
        job
    }
}

/// How much is measured, and for how long at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The jobs, in the order of the tables.
    pub jobs: Vec<Job>,
    /// Rounds in all.
    pub rounds: usize,
    /// The run ends after this time with what it has.
    pub limit_s: u64,
}

impl Plan {
    /// Everything, often: for the book.
    pub fn full() -> Self {
        let rounds = 9;
        let echo = |connections| {
            let key = format!("echo_{connections}");
            let count = if connections == 1 { 40_000 } else { 120_000 };
            Job::new(&key, Work::Echo, rounds, count).connections(connections)
        };
        let calls = |connections| {
            let key = format!("calls_{connections}");
            // Few beside many: with a thousand connections, the start itself is thousands of calls.
            let count = if connections > 64 { 20_000 } else { 10_000 };
            Job::new(&key, Work::Calls, 1, count).connections(connections)
        };
        Self {
            jobs: vec![
                Job::new("spawn_1000", Work::SpawnJoin, rounds, 1_000).batches(300),
                Job::new("spawn_100000", Work::SpawnJoin, rounds, 100_000).batches(300),
                Job::new("yield", Work::Yield, rounds, 50_000).batches(300),
                Job::new("ping_pong", Work::PingPong, rounds, 50_000).batches(300),
                Job::new("timeout", Work::Timeout, rounds, 20_000).batches(300),
                Job::new("sleepers", Work::Sleepers, 3, 1_000_000).sleepers(4_000, 1_000),
                Job::new("idle", Work::Idle, 3, 100_000),
                echo(1),
                echo(64),
                echo(1_000),
                calls(1),
                calls(64),
                calls(1_000),
                Job::new("three_sleeps", Work::ThreeSleeps, rounds, 3),
            ],
            rounds,
            limit_s: 29 * 60,
        }
    }

    /// The same in small, to look at: at most two minutes.
    pub fn quick() -> Self {
        let mut plan = Self::full();
        plan.rounds = 2;
        plan.limit_s = 115;
        // In so short a run, strace would count the start of a thousand connections and not their requests.
        plan.jobs.retain(|job| job.key != "calls_1000");
        for job in &mut plan.jobs {
            job.rounds = match job.work {
                Work::ThreeSleeps | Work::Sleepers | Work::Idle | Work::Calls => 1,
                Work::SpawnJoin if job.count > 10_000 => 1,
                _ => 2,
            };
            job.budget_ms /= 6;
            match job.work {
                Work::Echo => job.count /= 6,
                Work::Calls => job.count = 2_000,
                Work::Sleepers => {
                    job.count /= 20;
                    (job.base_ms, job.spread_ms) = (300, 200);
                }
                _ => {}
            }
        }
        plan
    }
}
