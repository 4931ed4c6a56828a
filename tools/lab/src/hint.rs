//! `cargo lab hint`: the next hint, from vague to almost the answer.

use std::process::ExitCode;

use catalog::Exercise;

use crate::failure::Failure;
use crate::lab::Lab;
use crate::{here, text};

/// Prints the next hint and remembers that it did.
///
/// # Errors
/// If the name is unknown.
pub fn command(mut lab: Lab, named: Option<&str>) -> Result<ExitCode, Failure> {
    let exercises = lab.exercises()?;
    let said = match here::exercise(&lab, &exercises, named)? {
        Some(exercise) => next(&mut lab, exercise),
        None => lab.next_line(&exercises, None),
    };
    lab.screen.print(&said)?;
    Ok(ExitCode::SUCCESS)
}

/// The next hint of this exercise; after the last, all of them once more, and where the solution is.
pub fn next(lab: &mut Lab, exercise: &Exercise) -> String {
    let id = exercise.id();
    let seen = lab.progress.hints(&id);
    if let Some(hint) = exercise.hints.get(seen) {
        lab.update(|progress| progress.set_hints(&id, seen + 1));
        return one(lab, exercise, seen, hint);
    }
    let mut out = String::new();
    for (at, hint) in exercise.hints.iter().enumerate() {
        out.push_str(&one(lab, exercise, at, hint));
    }
    format!("{out}There are no more hints. Our solution:\n  cargo lab show {id} --anyway\n")
}

fn one(lab: &Lab, exercise: &Exercise, at: usize, hint: &str) -> String {
    let head = format!(
        "{}, hint {} of {}",
        exercise.id(),
        at + 1,
        exercise.hints.len()
    );
    let hint = text::prose(hint, "  ", lab.screen.width);
    format!("{}\n{hint}", lab.screen.bold(&head))
}
