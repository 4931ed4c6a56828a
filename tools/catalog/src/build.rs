//! Compiling one judge.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cargo_metadata::{Message, TargetKind};

use crate::bounded::{Ended, run_until};
use crate::stop::Stop;

/// Why there is no judge to run.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The answer does not compile; what the compiler said, untouched.
    #[error("{0}")]
    DoesNotCompile(String),
    /// Cargo could not be started or read.
    #[error("cannot run cargo: {0}")]
    Cargo(#[from] io::Error),
}

/// Whether the compiler may colour its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal.
    Yes,
    /// For a pipe or a file.
    No,
}

/// The cargo that runs this program, or else the one on the path.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Compiles the test `judge` of `package` with cargo, started in `folder`, and gives the path of its executable.
///
/// # Errors
/// [`BuildError::DoesNotCompile`] with what the compiler said, or [`BuildError::Cargo`].
pub fn build_judge(folder: &Path, package: &str, judge: &str) -> Result<PathBuf, BuildError> {
    let built = build_judge_until(folder, package, judge, Colour::No, &Stop::never())?;
    Ok(built.expect("nobody can stop a build that takes Stop::never()"))
}

/// Like [`build_judge`], but ends with `None`, cargo and its compilers killed, as soon as `stop` is set.
///
/// # Errors
/// As [`build_judge`].
pub fn build_judge_until(
    folder: &Path,
    package: &str,
    judge: &str,
    colour: Colour,
    stop: &Stop,
) -> Result<Option<PathBuf>, BuildError> {
    let mut command = Command::new(cargo());
    command
        .current_dir(folder)
        .args(["test", "--no-run", "--quiet"])
        .args(["--package", package, "--test", judge])
        .args(match colour {
            Colour::Yes => ["--color", "always"],
            Colour::No => ["--color", "never"],
        })
        .arg("--message-format=json-render-diagnostics");
    // Compiling has no limit of its own: a first build takes as long as it takes.
    let Some(run) = run_until(command, Duration::MAX, stop)? else {
        return Ok(None);
    };
    match executable(&run.stdout, judge) {
        Some(path) if matches!(run.ended, Ended::Exited(status) if status.success()) => {
            Ok(Some(path))
        }
        _ => Err(BuildError::DoesNotCompile(run.stderr)),
    }
}

/// The executable of the test `judge`, as cargo's messages name it: the last line but one of them.
fn executable(messages: &str, judge: &str) -> Option<PathBuf> {
    Message::parse_stream(messages.as_bytes())
        .filter_map(Result::ok)
        .find_map(|message| match message {
            Message::CompilerArtifact(artifact)
                if artifact.target.name == judge
                    && artifact.target.kind.contains(&TargetKind::Test) =>
            {
                artifact.executable.map(PathBuf::from)
            }
            _ => None,
        })
}
