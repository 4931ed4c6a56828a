//! `cargo lab reset`: the stub again, the learner's version kept beside it.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use catalog::Exercise;

use crate::failure::Failure;
use crate::lab::Lab;
use crate::{git, names};

/// Asks, keeps the learner's version, and puts the stub back.
///
/// # Errors
/// If the name is unknown, no stub can be found, or a file cannot be written; then nothing has changed.
pub fn command(mut lab: Lab, named: &str, yes: bool) -> Result<ExitCode, Failure> {
    let exercises = lab.exercises()?;
    let exercise = names::exercise(&exercises, named)?;
    let path = exercise.stub();
    let shown = lab.shown(&path);
    let stub = git::newest_stub(lab.workspace.root(), Path::new(&shown)).ok_or_else(|| {
        Failure::new(format!(
            "git knows no version of {shown} that is still a stub, so it stays as it is"
        ))
    })?;
    let mine = read_mine(&path, &shown)?;
    if mine.as_deref() == Some(stub.as_bytes()) {
        untick(&mut lab, exercise);
        lab.screen
            .print(&format!("{shown} is the stub already.\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    if !yes && !agreed(&lab, &shown)? {
        lab.screen.print("Nothing was changed.\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    let kept = put_back(&path, &shown, mine, &stub)?;
    untick(&mut lab, exercise);
    let mut said = format!("{shown} is a stub again.\n");
    if let Some(kept) = kept {
        said.push_str(&format!("Your version: {}\n", lab.shown(&kept)));
    }
    lab.screen.print(&said)?;
    Ok(ExitCode::SUCCESS)
}

/// Keeps the learner's version, if there is one, and only then writes the stub; gives the path of what was kept.
fn put_back(
    path: &Path,
    shown: &str,
    mine: Option<Vec<u8>>,
    stub: &str,
) -> Result<Option<PathBuf>, Failure> {
    let kept = mine.map(|mine| keep(path, &mine)).transpose();
    let kept = kept.map_err(|error| {
        Failure::new(format!(
            "your version of {shown} cannot be kept beside it ({error}), so nothing was changed"
        ))
    })?;
    fs::write(path, stub)
        .map_err(|error| Failure::new(format!("{shown} cannot be written: {error}")))?;
    Ok(kept)
}

/// The learner's version; nothing if she deleted the file.
fn read_mine(path: &Path, shown: &str) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("{shown} cannot be read: {error}"))),
    }
}

fn agreed(lab: &Lab, shown: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::misuse(
            "reset asks before it changes a file, and there is no terminal to ask on: add --yes",
        ));
    }
    lab.screen.print(&format!(
        "Put the stub back into {shown}?\nYour version is kept beside it. [y/N] "
    ))?;
    let mut answer = String::new();
    // An unreadable answer is no yes.
    let _ = io::stdin().read_line(&mut answer);
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Writes the learner's version to `NAME.mine.rs`, or `NAME.2.mine.rs` and so on; never over an older one.
fn keep(path: &Path, mine: &[u8]) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let ending = match number {
            1 => "mine.rs".to_owned(),
            _ => format!("{number}.mine.rs"),
        };
        let kept = path.with_extension(ending);
        match File::create_new(&kept) {
            Ok(mut file) => return file.write_all(mine).map(|()| kept),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn untick(lab: &mut Lab, exercise: &Exercise) {
    let id = exercise.id();
    lab.update(|progress| {
        progress.set_done(&id, false);
        progress.set_hints(&id, 0);
    });
}
