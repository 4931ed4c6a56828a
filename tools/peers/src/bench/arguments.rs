//! What the command line asks for.

use std::path::PathBuf;

use clap::Parser;

use crate::contender::{CONTENDERS, Contender};
use crate::job::{Job, Plan};
use crate::results::Results;

/// Measures our runtime beside its peers, and writes the file that the book's tables and charts are made from.
#[derive(Debug, Parser)]
#[command(name = "cargo bench -p peers --", bin_name = "cargo bench -p peers --")]
pub struct Arguments {
    /// Less of everything, in two minutes at most; the book's file stays as it is
    #[arg(long)]
    quick: bool,
    /// Writes the book's file even so
    #[arg(long, requires = "quick")]
    into_book: bool,
    /// Only these contenders and jobs: `--only ours,tokio,yield`; the book's file stays as it is
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        conflicts_with = "into_book"
    )]
    only: Vec<String>,
    /// The Python of asyncio and uvloop [default: target/peers-python/bin/python if it is there, else python3]
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
    /// The order of the rounds follows from it [default: a new one each time]
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Ends after so long with what it has [default: 2 with --quick, else 29]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..=600))]
    minutes: Option<u64>,
    /// What cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

/// What is to be done.
#[derive(Debug)]
pub struct Setting {
    /// The jobs that are wanted.
    pub plan: Plan,
    /// The contenders that are wanted.
    pub contenders: Vec<Contender>,
    /// The Python.
    pub python: PathBuf,
    /// The seed.
    pub seed: u64,
    /// Where the samples go.
    pub output: PathBuf,
    /// `full`, `quick` or `part`.
    pub kind: &'static str,
    /// The command that does it again.
    pub command: String,
}

impl Arguments {
    /// Completes and checks what was asked.
    ///
    /// # Errors
    /// With a sentence, if there is no such contender or job.
    pub fn setting(&self) -> Result<Setting, String> {
        let mut plan = if self.quick {
            Plan::quick()
        } else {
            Plan::full()
        };
        let contenders = self.choose(&mut plan)?;
        if let Some(minutes) = self.minutes {
            plan.limit_s = minutes * 60;
        }
        let kind = match (self.only.is_empty(), self.quick) {
            (false, _) => "part",
            (true, true) => "quick",
            (true, false) => "full",
        };
        let output = if kind == "full" || self.into_book {
            Results::path()
        } else {
            Results::workspace().join(format!("target/peers/{kind}.json"))
        };
        Ok(Setting {
            plan,
            contenders,
            python: self.python(),
            seed: self.seed.unwrap_or_else(|| fastrand::u64(..1_000_000)),
            output,
            kind,
            command: self.command(),
        })
    }

    /// The contenders that `--only` names, or all; and of the plan, the jobs that it names, or all.
    fn choose(&self, plan: &mut Plan) -> Result<Vec<Contender>, String> {
        let (mut contenders, mut jobs) = (Vec::new(), Vec::new());
        for name in &self.only {
            let of_that_name =
                |job: &&Job| job.key == *name || job.key.split('_').next() == Some(name);
            let found: Vec<Job> = plan.jobs.iter().filter(of_that_name).cloned().collect();
            match Contender::find(name) {
                Some(contender) => contenders.push(contender),
                None if found.is_empty() => return Err(unknown(name, plan)),
                None => jobs.extend(found),
            }
        }
        if !jobs.is_empty() {
            plan.jobs = jobs;
        }
        if contenders.is_empty() {
            contenders = CONTENDERS.to_vec();
        }
        Ok(contenders)
    }

    /// Cargo starts benchmarks in the package's folder; a path on the command line means the workspace's root.
    fn python(&self) -> PathBuf {
        let own = Results::workspace().join("target/peers-python/bin/python");
        match &self.python {
            Some(python) if python.components().count() > 1 => Results::workspace().join(python),
            Some(python) => python.clone(),
            None if own.is_file() => own,
            None => "python3".into(),
        }
    }

    fn command(&self) -> String {
        let mut words = vec!["cargo bench -p peers".to_owned()];
        let flags = [(self.quick, "--quick"), (self.into_book, "--into-book")];
        let set = flags.into_iter().filter(|(set, _)| *set);
        words.extend(set.map(|(_, flag)| flag.to_owned()));
        if !self.only.is_empty() {
            words.push(format!("--only {}", self.only.join(",")));
        }
        if let Some(minutes) = self.minutes {
            words.push(format!("--minutes {minutes}"));
        }
        if words.len() > 1 {
            words.insert(1, "--".to_owned());
        }
        words.join(" ")
    }
}

fn unknown(name: &str, plan: &Plan) -> String {
    let contenders = CONTENDERS.map(Contender::key).join(", ");
    let jobs: Vec<&str> = plan.jobs.iter().map(|job| job.key.as_str()).collect();
    format!(
        "`{name}` is no contender and no job. The contenders are {contenders}; the jobs are {}.",
        jobs.join(", ")
    )
}
