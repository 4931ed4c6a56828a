//! Putting an answer before its judge, and reading what the judge said.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cargo_metadata::Message;

use crate::bounded::{Ended, run_bounded};

/// What the judge said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every claim held; how many there were.
    Passed(usize),
    /// What was wrong with the answer, one entry for every claim that failed.
    Failed(Vec<Complaint>),
    /// The judge was stopped at its limit, with its children.
    TooLong(Duration),
    /// The judge ended without a verdict (stack overflow, abort, killed from outside); the last lines that it printed.
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
}

/// Why there is no judge to run.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The answer does not compile; the compiler's own words, warnings left out.
    #[error("{0}")]
    DoesNotCompile(String),
    /// Cargo could not be started or read.
    #[error("cannot run cargo: {0}")]
    Cargo(#[from] io::Error),
}

/// Compiles the test `judge` of `package` with cargo, started in `folder`, and gives the path of its executable.
///
/// # Errors
/// [`BuildError::DoesNotCompile`] with what the compiler said, or [`BuildError::Cargo`].
pub fn build_judge(folder: &Path, package: &str, judge: &str) -> Result<PathBuf, BuildError> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(folder)
        .args([
            "test",
            "--no-run",
            "--quiet",
            "--package",
            package,
            "--test",
            judge,
        ])
        .arg("--message-format=json-render-diagnostics")
        .output()?;
    let messages = Message::parse_stream(output.stdout.as_slice());
    let executable = messages
        .filter_map(Result::ok)
        .find_map(|message| match message {
            Message::CompilerArtifact(artifact) if artifact.target.name == judge => {
                artifact.executable
            }
            _ => None,
        });
    match executable {
        Some(path) if output.status.success() => Ok(path.into()),
        _ => Err(BuildError::DoesNotCompile(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )),
    }
}

/// Runs a compiled judge for at most `limit` and reads its verdict.
///
/// # Errors
/// If the executable cannot be started.
pub fn judge(executable: &Path, limit: Duration) -> io::Result<Verdict> {
    let mut command = Command::new(executable);
    command.env("RUST_BACKTRACE", "0").env("NO_COLOR", "1");
    let run = run_bounded(command, limit)?;
    Ok(match run.ended {
        Ended::TooLong => Verdict::TooLong(limit),
        Ended::Exited(status) if status.success() => Verdict::Passed(count_passed(&run.stdout)),
        Ended::Exited(_) => {
            let complaints = complaints(&run.stdout);
            if complaints.is_empty() {
                Verdict::Crashed(last_lines(&run.stderr, &run.stdout))
            } else {
                Verdict::Failed(complaints)
            }
        }
    })
}

fn count_passed(stdout: &str) -> usize {
    stdout
        .lines()
        .filter_map(|line| {
            line.strip_prefix("test result: ok. ")?
                .split(' ')
                .next()?
                .parse::<usize>()
                .ok()
        })
        .sum()
}

/// Reads the blocks that the test harness prints for each failed test: `---- claim stdout ----`, output, panic.
fn complaints(stdout: &str) -> Vec<Complaint> {
    stdout
        .split("\n---- ")
        .skip(1)
        .filter_map(|block| {
            let (claim, body) = block.split_once(" stdout ----\n")?;
            let (place, sentence) = panic_in(body)?;
            Some(Complaint {
                claim: claim.to_owned(),
                sentence,
                place,
            })
        })
        .collect()
}

/// The place and the message of the last panic in a block; the last is the one that ended the test.
///
/// A panic prints as `thread 'name' (id) panicked at file:line:column:`, the message on the next lines, then a note.
fn panic_in(body: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = body.lines().collect();
    let at = lines
        .iter()
        .rposition(|line| line.starts_with("thread '") && line.contains(" panicked at "))?;
    let (_, place) = lines[at].split_once(" panicked at ")?;
    let place = place
        .trim_end_matches(':')
        .rsplit_once(':')
        .map_or(place, |(place, _column)| place);
    let message = lines[at + 1..]
        .iter()
        .take_while(|line| !line.starts_with("note: ") && !line.is_empty());
    let sentence = message.copied().collect::<Vec<_>>().join("\n");
    Some((place.to_owned(), sentence))
}

fn last_lines(stderr: &str, stdout: &str) -> String {
    const SHOWN: usize = 5;
    let text = if stderr.trim().is_empty() {
        stdout
    } else {
        stderr
    };
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines[lines.len().saturating_sub(SHOWN)..].join("\n")
}
