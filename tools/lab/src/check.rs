//! `cargo lab check`: an answer before its judge.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use catalog::{BuildError, Colour, Exercise, Stop, Verdict};

use crate::args::Check;
use crate::failure::Failure;
use crate::lab::Lab;
use crate::{complaints, here, names, patience, report, signals, text};

/// What came of putting an answer before its judge.
#[derive(Debug)]
pub enum Outcome {
    /// The judge had its say, or was stopped.
    Judged(Verdict),
    /// The answer, or another of the same crate, does not compile.
    DoesNotCompile {
        /// The compiler's own words.
        words: String,
        /// The files with the errors, seen from the workspace.
        files: BTreeSet<PathBuf>,
    },
}

impl Outcome {
    /// Whether the exercise is solved.
    pub fn is_solved(&self) -> bool {
        matches!(self, Self::Judged(Verdict::Passed(_)))
    }

    /// The exercises whose answers kept `exercise` from being judged: those with errors, if all errors are theirs.
    pub fn blamed<'a>(&self, exercise: &Exercise, exercises: &'a [Exercise]) -> Vec<&'a Exercise> {
        let Self::DoesNotCompile { files, .. } = self else {
            return Vec::new();
        };
        let others = |file: &PathBuf| {
            let mut others = exercises.iter().filter(|other| other.id() != exercise.id());
            others.find(|other| other.stub().ends_with(file))
        };
        let blamed: Option<Vec<_>> = files.iter().map(others).collect();
        blamed.unwrap_or_default()
    }
}

/// Judges one exercise, those of a chapter, or all, and ticks.
///
/// # Errors
/// If the name is unknown, or cargo or the judge cannot be started.
pub fn command(mut lab: Lab, asked: &Check) -> Result<ExitCode, Failure> {
    let stop = signals::stop_on_any();
    let exercises = lab.exercises()?;
    let limit = asked.limit.duration();
    if asked.all {
        return check_all(&mut lab, &exercises, limit, &stop);
    }
    let chapter = match &asked.exercise {
        Some(typed) => names::exercises_of(&exercises, typed),
        None => Vec::new(),
    };
    if !chapter.is_empty() {
        return check_all(&mut lab, &chapter, limit, &stop);
    }
    let Some(exercise) = here::exercise(&lab, &exercises, asked.exercise.as_deref())? else {
        lab.screen.print(&lab.next_line(&exercises, None))?;
        return Ok(ExitCode::SUCCESS);
    };
    if io::stderr().is_terminal() {
        lab.screen.remark(&format!("Judging {} ...", exercise.id()));
    }
    let Some(outcome) = judge(exercise, &lab.here, lab.colour(), limit, &stop)? else {
        return Ok(ExitCode::from(signals::INTERRUPTED));
    };
    tick(&mut lab, &exercises, exercise, &outcome);
    let said = report::of(&lab, &exercises, exercise, &outcome);
    lab.screen.print(&said)?;
    Ok(exit_code(outcome.is_solved()))
}

/// After this time a learner asks herself whether anything happens at all.
const PATIENCE: Duration = Duration::from_secs(3);

fn say_that_it_compiles() {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        // `watch` has the terminal in raw mode, and elsewhere the carriage return does no harm.
        let _ = write!(stderr, "Compiling ... (the first time takes longer)\r\n");
    }
}

/// Compiles the judge and runs it. Nothing if `stop` was set meanwhile.
///
/// # Errors
/// If cargo or the judge cannot be started.
pub fn judge(
    exercise: &Exercise,
    here: &Path,
    colour: Colour,
    limit: Duration,
    stop: &Stop,
) -> Result<Option<Outcome>, Failure> {
    let package = exercise.package();
    let built = patience::with(PATIENCE, say_that_it_compiles, || {
        catalog::build_judge_until(here, &package, &exercise.name, colour, stop)
    });
    let executable = match built {
        Ok(Some(executable)) => executable,
        Ok(None) => return Ok(None),
        Err(BuildError::DoesNotCompile { words, files }) => {
            return Ok(Some(Outcome::DoesNotCompile { words, files }));
        }
        Err(error) => return Err(Failure::new(error.to_string())),
    };
    let verdict = catalog::judge_until(&executable, limit, stop)
        .map_err(|error| Failure::new(format!("the judge cannot be started: {error}")))?;
    let verdict = verdict.map(|verdict| match verdict {
        Verdict::Failed(said) => Verdict::Failed(complaints::in_order(exercise, said)),
        other => other,
    });
    Ok(verdict.map(Outcome::Judged))
}

/// Ticks or un-ticks, and writes the progress only if that changed something. What was not judged stays as it is.
pub fn tick(lab: &mut Lab, exercises: &[Exercise], exercise: &Exercise, outcome: &Outcome) {
    if !outcome.blamed(exercise, exercises).is_empty() {
        return;
    }
    let id = exercise.id();
    if lab.progress.is_done(&id) != outcome.is_solved() {
        lab.update(|progress| {
            progress.set_done(&id, outcome.is_solved());
        });
    }
}

fn check_all(
    lab: &mut Lab,
    exercises: &[Exercise],
    limit: Duration,
    stop: &Stop,
) -> Result<ExitCode, Failure> {
    let mut solved = 0;
    for exercise in exercises {
        let Some(outcome) = judge(exercise, &lab.here, Colour::No, limit, stop)? else {
            return Ok(ExitCode::from(signals::INTERRUPTED));
        };
        solved += usize::from(outcome.is_solved());
        tick(lab, exercises, exercise, &outcome);
        lab.screen
            .print(&report::line(lab, exercises, exercise, &outcome))?;
    }
    let bar = text::bar(solved, exercises.len());
    lab.screen.print(&format!("{bar} exercises solved\n"))?;
    Ok(exit_code(solved == exercises.len()))
}

fn exit_code(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
