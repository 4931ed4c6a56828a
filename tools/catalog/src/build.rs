//! Compiling one judge.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel, DiagnosticSpan};
use cargo_metadata::{Message, TargetKind};

use crate::bounded::{Ended, run_until};
use crate::stop::Stop;

/// Why there is no judge to run.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The answer does not compile.
    #[error("{words}")]
    DoesNotCompile {
        /// What the compiler said, untouched.
        words: String,
        /// The files with the errors, as the compiler names them: seen from the workspace.
        files: BTreeSet<PathBuf>,
    },
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
        .arg(match colour {
            Colour::Yes => "--message-format=json-diagnostic-rendered-ansi",
            Colour::No => "--message-format=json",
        });
    // Compiling has no limit of its own: a first build takes as long as it takes.
    let Some(run) = run_until(command, Duration::MAX, stop)? else {
        return Ok(None);
    };
    let messages: Vec<_> = Message::parse_stream(run.stdout.as_bytes())
        .filter_map(Result::ok)
        .collect();
    match executable(&messages, judge) {
        Some(path) if matches!(run.ended, Ended::Exited(status) if status.success()) => {
            Ok(Some(path))
        }
        _ => Err(does_not_compile(&messages, &run.stderr)),
    }
}

/// The executable of the test `judge`, as cargo's messages name it: the last line but one of them.
fn executable(messages: &[Message], judge: &str) -> Option<PathBuf> {
    messages.iter().find_map(|message| match message {
        Message::CompilerArtifact(artifact)
            if artifact.target.name == judge
                && artifact.target.kind.contains(&TargetKind::Test) =>
        {
            artifact.executable.clone().map(PathBuf::from)
        }
        _ => None,
    })
}

/// What the compiler said, and below it what cargo said.
fn does_not_compile(messages: &[Message], cargo: &str) -> BuildError {
    let diagnostics = messages.iter().filter_map(|message| match message {
        Message::CompilerMessage(message) => Some(&message.message),
        _ => None,
    });
    let mut words = String::new();
    let mut files = BTreeSet::new();
    for diagnostic in diagnostics.filter(|diagnostic| !is_a_count(diagnostic)) {
        words.push_str(diagnostic.rendered.as_deref().unwrap_or_default());
        if diagnostic.level == DiagnosticLevel::Error {
            let places = diagnostic.spans.iter().filter(|span| span.is_primary);
            files.extend(places.map(|span| PathBuf::from(&written(span).file_name)));
        }
    }
    words.push_str(cargo);
    BuildError::DoesNotCompile { words, files }
}

/// `aborting due to 2 previous errors`: cargo says it, too.
fn is_a_count(diagnostic: &Diagnostic) -> bool {
    let message = &diagnostic.message;
    diagnostic.spans.is_empty()
        && (message.starts_with("aborting due to")
            || message.ends_with("warning emitted")
            || message.ends_with("warnings emitted"))
}

/// Where the code stands that was written: a macro of another file may have made what is wrong with it.
fn written(span: &DiagnosticSpan) -> &DiagnosticSpan {
    let mut span = span;
    while let Some(expansion) = &span.expansion {
        span = &expansion.span;
    }
    span
}
