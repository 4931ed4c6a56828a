//! Putting an answer before its judge, and reading what the judge said.

use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

use crate::bounded::{Ended, Run, run_until};
use crate::harness::{TODO, complaints, count_passed, ended};
use crate::stop::Stop;

/// What the judge said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every claim held; how many there were.
    Passed(usize),
    /// What was wrong with the answer, one entry for every claim that failed.
    Failed(Vec<Complaint>),
    /// The judge was stopped at its limit, with its children.
    TooLong {
        /// How long it had run.
        limit: Duration,
        /// The claims that had come to an end by then, whether they held or not.
        ended: Vec<String>,
    },
    /// The judge ended without a verdict (stack overflow, abort, killed from outside): a sentence that says how, then the
    /// last lines that it printed.
    Crashed(String),
}

/// One claim of a judge that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The claim: the name of the test.
    pub claim: String,
    /// What the judge, or a panic in the answer, said.
    pub sentence: String,
    /// Where the panic was, as `file:line`.
    pub place: String,
    /// What the test printed beside its panics.
    pub printed: String,
}

impl Complaint {
    /// Whether the answer is still a stub there: what failed is a `todo!()`.
    pub fn is_todo(&self) -> bool {
        self.sentence.starts_with(TODO)
    }
}

/// Runs a compiled judge for at most `limit` and reads its verdict.
///
/// # Errors
/// If the executable cannot be started.
pub fn judge(executable: &Path, limit: Duration) -> io::Result<Verdict> {
    let verdict = judge_until(executable, limit, &Stop::never())?;
    Ok(verdict.expect("nobody can stop a judge that takes Stop::never()"))
}

/// Like [`judge`], but ends with `None`, the judge killed, as soon as `stop` is set.
///
/// # Errors
/// If the executable cannot be started.
pub fn judge_until(executable: &Path, limit: Duration, stop: &Stop) -> io::Result<Option<Verdict>> {
    let mut command = Command::new(executable);
    command
        .env("RUST_BACKTRACE", "0")
        .env("NO_COLOR", "1")
        // Its output would stand between the words of the harness.
        .env_remove("RUST_TEST_NOCAPTURE");
    let run = run_until(command, limit, stop)?;
    Ok(run.map(|run| Verdict::of(&run, limit)))
}

impl Verdict {
    /// Reads the verdict out of what a judge left behind.
    fn of(run: &Run, limit: Duration) -> Self {
        let Ended::Exited(status) = run.ended else {
            let ended = ended(&run.stdout);
            return Self::TooLong { limit, ended };
        };
        let passed = count_passed(&run.stdout);
        let complaints = complaints(&run.stdout);
        match (status.success(), passed, complaints.is_empty()) {
            (true, 1.., _) => Self::Passed(passed),
            (false, _, false) => Self::Failed(complaints),
            _ => Self::Crashed(how_it_crashed(run, status)),
        }
    }
}

/// How a judge ended that said nothing, in a sentence; then its last lines, which may say more.
fn how_it_crashed(run: &Run, status: ExitStatus) -> String {
    let sentence = if run.too_large {
        "it held more than 1 GiB of memory: the answer asks for very much at once, or collects or prints without an end".to_owned()
    } else if run.flooded {
        "the answer printed so much that the verdict was lost: take out what prints in a loop"
            .to_owned()
    } else if run.stderr.contains("has overflowed its stack") {
        "the stack overflowed: a call that calls itself without an end, or a very large local value"
            .to_owned()
    } else if status.success() {
        "the answer ended the whole program before the judge could say anything".to_owned()
    } else {
        format!("the judge ended before it could say anything ({status})")
    };
    let said = last_lines(&run.stderr, &run.stdout);
    if said.is_empty() || run.flooded {
        return sentence;
    }
    format!("{sentence}\n{said}")
}

/// The last lines that are not the harness's own.
fn last_lines(stderr: &str, stdout: &str) -> String {
    const SHOWN: usize = 5;
    let of_the_harness = |line: &&str| {
        line.trim().is_empty() || line.starts_with("running ") || line.starts_with("test ")
    };
    let text = if stderr.trim().is_empty() {
        stdout
    } else {
        stderr
    };
    let lines: Vec<_> = text.lines().filter(|line| !of_the_harness(line)).collect();
    lines[lines.len().saturating_sub(SHOWN)..].join("\n")
}
