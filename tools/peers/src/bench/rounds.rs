//! The rounds: in each, every job of every contender once, in an order that the seed has shuffled.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::arguments::Setting;
use super::progress::Progress;
use crate::contender::Contender;
use crate::job::{Job, Work};
use crate::process::{Failed, Starter};
use crate::results::{Results, Sample};
use crate::{sample, versions};

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With everything that was planned.
    Complete,
    /// With less, because its time was over.
    TimeOver,
    /// By Ctrl-C.
    Interrupted,
}

struct Run<'a> {
    setting: &'a Setting,
    starter: Starter,
    progress: Progress,
    /// What is wanted, in no order: each with the contender's own quantities.
    wanted: Vec<(Contender, Job)>,
    missing: BTreeMap<String, String>,
    samples: Vec<Sample>,
    rounds: usize,
}

/// Measures, and gives what was measured, however the run ended.
pub fn run(setting: &Setting, stop: &'static AtomicBool) -> (Results, Ended) {
    // This very program, even if somebody builds another in its place meanwhile.
    let program = format!("/proc/{}/exe", std::process::id()).into();
    let starter = Starter::new(program, &setting.python, stop);
    let mut missing = BTreeMap::new();
    let mut run = Run {
        wanted: wanted(setting, &mut missing),
        setting,
        starter,
        progress: Progress::new(),
        missing,
        samples: Vec::new(),
        rounds: 0,
    };
    for (what, why) in &run.missing {
        run.progress.say(&format!("not measured: {what}: {why}"));
    }
    let ended = run.measure();
    (run.results(ended), ended)
}

/// All pairs of contender and job that this machine can measure.
fn wanted(setting: &Setting, missing: &mut BTreeMap<String, String>) -> Vec<(Contender, Job)> {
    let python = versions::is_there(&setting.python);
    let uvloop = python && versions::uvloop(&setting.python).is_some();
    let strace = versions::is_there("strace".as_ref());
    let mut wanted = Vec::new();
    for contender in setting.contenders.iter().copied() {
        let reason = match contender {
            Contender::Asyncio if !python => "there is no Python here",
            Contender::Uvloop if !uvloop => "this Python has no uvloop",
            _ => "",
        };
        if !reason.is_empty() {
            missing.insert(contender.title().to_owned(), reason.to_owned());
            continue;
        }
        for job in setting
            .plan
            .jobs
            .iter()
            .filter(|job| contender.can(job.work))
        {
            if job.work == Work::Calls && !strace {
                missing.insert(
                    "system calls".to_owned(),
                    "there is no strace here".to_owned(),
                );
            } else {
                wanted.push((contender, job.for_contender(contender)));
            }
        }
    }
    wanted
}

impl Run<'_> {
    fn measure(&mut self) -> Ended {
        let (setting, rounds) = (self.setting, self.setting.plan.rounds);
        let limit = Duration::from_secs(setting.plan.limit_s);
        self.progress.say(&format!(
            "seed {}: `--seed {}` gives the same order",
            setting.seed, setting.seed
        ));
        let mut random = fastrand::Rng::with_seed(setting.seed);
        for round in 1..=rounds {
            let mut order: Vec<(Contender, Job)> = self.of_round(round).cloned().collect();
            random.shuffle(&mut order);
            let expected = self.expected(&order);
            if round > 1 && self.progress.elapsed() + expected > limit {
                return Ended::TimeOver;
            }
            for index in 0..order.len() {
                if self.progress.elapsed() > limit {
                    return Ended::TimeOver;
                }
                let (contender, job) = &order[index];
                let later: Duration = (round + 1..=rounds)
                    .map(|round| self.expected(self.of_round(round)))
                    .sum();
                let left = self.expected(&order[index..]) + later;
                let place = format!(
                    "round {round} of {rounds}, sample {} of {}",
                    index + 1,
                    order.len()
                );
                let left = left.min(limit.saturating_sub(self.progress.elapsed()));
                self.progress
                    .show(&place, &format!("{} {}", contender.key(), job.key), left);
                if !self.take(round, *contender, job) {
                    return Ended::Interrupted;
                }
            }
            self.rounds = round;
        }
        Ended::Complete
    }

    /// What stands in a round: jobs with fewer rounds are in the first ones.
    fn of_round(&self, round: usize) -> impl Iterator<Item = &(Contender, Job)> {
        self.wanted
            .iter()
            .filter(move |(_, job)| round <= job.rounds)
    }

    fn expected<'b>(&self, samples: impl IntoIterator<Item = &'b (Contender, Job)>) -> Duration {
        let samples = samples
            .into_iter()
            .map(|(contender, job)| (*contender, job));
        self.progress.expected(samples)
    }

    /// Takes one sample; whether the run goes on. A sample that fails is said, noted, and not asked for again.
    fn take(&mut self, round: usize, contender: Contender, job: &Job) -> bool {
        let started = Instant::now();
        let mut taken = self.starter.sample(contender, job);
        if matches!(&taken, Err(Failed::Because(reason)) if reason.contains(sample::LATE)) {
            // The machine was busy with something else: once more, with more time to go to sleep.
            let patient = Job {
                base_ms: job.base_ms * 3,
                ..job.clone()
            };
            taken = self.starter.sample(contender, &patient);
        }
        match taken {
            Ok(values) => {
                self.progress.note(contender, job, started.elapsed());
                let samples = values.into_iter().map(|(measure, value)| Sample {
                    round,
                    contender,
                    measure,
                    value,
                });
                self.samples.extend(samples);
            }
            Err(Failed::Stopped) => {
                self.progress
                    .say("Stopped: what is measured so far follows.");
                return false;
            }
            Err(Failed::Because(reason)) => {
                let what = format!("{}, {}", contender.title(), job.key);
                self.progress.say(&format!("failed: {what}: {reason}"));
                self.missing.insert(what, reason);
                self.wanted
                    .retain(|(whose, other)| *whose != contender || other.key != job.key);
            }
        }
        !self.starter.stopped()
    }

    fn results(self, ended: Ended) -> Results {
        let (setting, planned) = (self.setting, self.setting.plan.rounds);
        let end = match ended {
            Ended::Complete => String::new(),
            Ended::TimeOver => format!(
                ", ended by its time limit after {} of {planned} rounds",
                self.rounds
            ),
            Ended::Interrupted => {
                format!(", interrupted after {} of {planned} rounds", self.rounds)
            }
        };
        Results {
            about: "One run of `cargo bench -p peers`: every sample, as it was measured. Tables and charts are made from it by `cargo run -p peers -- render`.".to_owned(),
            run: format!("{}{end}", setting.kind),
            command: setting.command.clone(),
            date: trace::machine().date,
            seed: setting.seed,
            rounds: self.rounds,
            seconds: self.progress.elapsed().as_secs(),
            machine: versions::machine(),
            versions: versions::versions(&setting.python),
            missing: self.missing,
            jobs: setting.plan.jobs.clone(),
            samples: self.samples,
        }
    }
}
