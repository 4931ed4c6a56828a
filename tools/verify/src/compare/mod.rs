//! Comparing what a program printed with what was recorded.

mod diff;
mod vary;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use catalog::{Chapter, Ended, Run, run_until};

use crate::context::{Context, Stuck, file_name, read, write};
use crate::report::Report;
pub(crate) use vary::Vary;

/// How long a demo may run. Demos wait for tens of milliseconds where a text says a second; 20 s is a demo that hangs.
const LIMIT: Duration = Duration::from_secs(20);

/// A program whose output was recorded.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// Its source, which findings name.
    pub(crate) source: PathBuf,
    /// `expected/NAME.txt` or `expected/NAME.py.txt`.
    pub(crate) expected: PathBuf,
}

impl Recorded {
    /// The record of a program with this source in a chapter.
    pub(crate) fn new(chapter: &Chapter, source: &Path, name: &str) -> Self {
        Self {
            source: source.to_owned(),
            expected: chapter.folder.join("expected").join(format!("{name}.txt")),
        }
    }

    /// What may differ from run to run, reading `NAME.vary`; shows its rules in the report.
    pub(crate) fn vary(&self, context: &Context, report: &mut Report) -> Result<Vary, Stuck> {
        Vary::read(context, report, &self.expected.with_extension("vary"))
    }

    /// Compares, or records, what the program printed.
    pub(crate) fn settle(
        &self,
        context: &Context,
        report: &mut Report,
        vary: &Vary,
        printed: &str,
    ) -> Result<(), Stuck> {
        let recorded = if self.expected.is_file() {
            Some(read(&self.expected)?)
        } else {
            None
        };
        if let Some(recorded) = &recorded {
            vary.check(context, report, &self.expected, recorded);
        }
        let same = recorded
            .as_ref()
            .is_some_and(|recorded| vary.apply(recorded) == vary.apply(printed));
        if same {
            return Ok(());
        }
        if context.record {
            write(&self.expected, printed.as_bytes())?;
            let verb = if recorded.is_some() { "changed" } else { "new" };
            report.look(format!("{verb}: {}", context.relative(&self.expected)));
            return Ok(());
        }
        match recorded {
            None => report.find(context, &self.expected, "was never recorded"),
            Some(recorded) => {
                let diff = diff::unified(&vary.apply(&recorded), &vary.apply(printed));
                let name = file_name(&self.source);
                let sentence =
                    format!("{name} prints something else now (- recorded, + now):\n{diff}");
                report.find(context, &self.expected, sentence);
            }
        }
        Ok(())
    }
}

/// Runs a program that must end by itself, with success, and not flood; otherwise says so and gives nothing.
pub(crate) fn run(
    context: &Context,
    report: &mut Report,
    source: &Path,
    mut command: Command,
) -> Result<Option<String>, Stuck> {
    command.current_dir(context.root()).env("NO_COLOR", "1");
    let run = run_until(command, LIMIT, &context.stop)?.ok_or_else(Stuck::interrupted)?;
    let Some(sentence) = complaint(&run) else {
        return Ok(Some(run.stdout));
    };
    report.find(context, source, sentence);
    Ok(None)
}

fn complaint(run: &Run) -> Option<String> {
    match run.ended {
        _ if run.too_large => Some("was stopped: it held more than 1 GiB of memory".to_owned()),
        Ended::TooLong => Some(format!("was stopped after {} s: it hangs", LIMIT.as_secs())),
        Ended::Exited(status) if !status.success() => {
            Some(format!("ended with {status}: {}", last_line(&run.stderr)))
        }
        Ended::Exited(_) if run.flooded => {
            Some("prints more than is kept, which is more than a page can show".to_owned())
        }
        Ended::Exited(_) => None,
    }
}

fn last_line(text: &str) -> &str {
    text.trim().lines().last().unwrap_or("nothing on stderr")
}
