//! `cargo lab show`: our solution.

use std::fs;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::here;
use crate::lab::Lab;

/// Prints the solution and its path, if the exercise is solved or the learner wants it `anyway`.
///
/// # Errors
/// If the name is unknown, the exercise open, or the solution not readable.
pub fn command(lab: &Lab, named: Option<&str>, anyway: bool) -> Result<ExitCode, Failure> {
    let exercises = lab.exercises()?;
    let Some(exercise) = here::exercise(lab, &exercises, named)? else {
        lab.screen.print(&lab.next_line(&exercises, None))?;
        return Ok(ExitCode::SUCCESS);
    };
    let id = exercise.id();
    if !anyway && !lab.progress.is_done(&id) {
        return Err(Failure::new(format!(
            "{id} is not solved yet: try `cargo lab hint {id}`, or `cargo lab show {id} --anyway`"
        )));
    }
    let path = exercise.solution();
    let shown = lab.shown(&path);
    let solution = fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("{shown} cannot be read: {error}")))?;
    let head = lab.screen.bold(&shown);
    lab.screen.print(&format!("{head}\n\n{solution}"))?;
    Ok(ExitCode::SUCCESS)
}
