//! Why a command ended without doing what it was asked.

use std::fmt::{self, Write as _};
use std::io::{self, Write};
use std::process::ExitCode;

/// A command's failure: what is said on standard error, and the exit code.
#[derive(Debug)]
pub enum Failure {
    /// One sentence: what was wrong and what to do. Exit code 1.
    Sentence(String),
    /// The same, for a name or an option that makes no sense. Exit code 2, as clap's.
    Misuse(String),
    /// Whoever read our output went away (`cargo lab list | head -1`). Nothing is said, and nothing went wrong.
    NobodyReads,
}

impl Failure {
    /// A failure that is not the fault of what was typed.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self::Sentence(sentence.into())
    }

    /// A failure because of what was typed.
    pub fn misuse(sentence: impl Into<String>) -> Self {
        Self::Misuse(sentence.into())
    }

    /// Says it on standard error and gives the exit code.
    pub fn say(&self) -> ExitCode {
        let (sentence, code) = match self {
            Self::Sentence(sentence) => (sentence, ExitCode::FAILURE),
            Self::Misuse(sentence) => (sentence, ExitCode::from(2)),
            Self::NobodyReads => return ExitCode::SUCCESS,
        };
        // Standard error may be closed, too; then there is nobody left to tell.
        let _ = writeln!(io::stderr(), "error: {sentence}");
        code
    }

    /// An unknown or ambiguous name, with what could have been meant, one a line.
    pub fn name(sentence: String, candidates: impl IntoIterator<Item = String>) -> Self {
        let mut text = sentence;
        for candidate in candidates {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n  {candidate}");
        }
        Self::Misuse(text)
    }
}

impl From<catalog::Error> for Failure {
    fn from(error: catalog::Error) -> Self {
        Self::Sentence(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence(sentence) | Self::Misuse(sentence) => f.write_str(sentence),
            Self::NobodyReads => f.write_str("nobody reads the output"),
        }
    }
}

/// For writing to standard output, the only place where an `io::Error` is passed up without words of its own.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Sentence(format!("cannot write to standard output: {error}")),
        }
    }
}
