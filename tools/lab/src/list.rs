//! `cargo lab list`: chapters and exercises, and what is done.

use std::process::ExitCode;

use catalog::{Chapter, Exercise};

use crate::failure::Failure;
use crate::lab::Lab;
use crate::{names, text};

/// Prints the list, of all chapters or of one.
///
/// # Errors
/// If the workspace cannot be read or the chapter is unknown.
pub fn command(lab: &Lab, chapter: Option<&str>) -> Result<ExitCode, Failure> {
    let chapters = lab.workspace.chapters()?;
    let exercises = lab.workspace.exercises()?;
    let chosen = match chapter {
        Some(typed) => vec![names::chapter(&chapters, typed)?],
        None => chapters.iter().collect(),
    };
    let mut out = String::new();
    for chapter in chosen {
        out.push_str(&of_chapter(lab, chapter, &exercises));
        out.push('\n');
    }
    out.push_str(&total(lab, &exercises));
    if !exercises.is_empty() {
        out.push_str(&lab.next_line(&exercises, None));
    }
    lab.screen.print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// The list as `watch` shows it.
///
/// # Errors
/// If the workspace cannot be read.
pub fn all(lab: &Lab, exercises: &[Exercise]) -> Result<String, Failure> {
    let mut out = String::new();
    for chapter in &lab.workspace.chapters()? {
        out.push_str(&of_chapter(lab, chapter, exercises));
    }
    out.push_str(&total(lab, exercises));
    Ok(out)
}

fn of_chapter(lab: &Lab, chapter: &Chapter, exercises: &[Exercise]) -> String {
    let screen = &lab.screen;
    let title = format!("{} {}", chapter.number, chapter.title);
    let mut out = format!("{}\n", screen.bold(&title));
    out.push_str(&text::wrap(&chapter.question, "   ", screen.width));
    for exercise in exercises.iter().filter(|e| e.slug == chapter.slug) {
        let id = exercise.id();
        let tick = if lab.progress.is_done(&id) {
            screen.green("[x]")
        } else {
            "[ ]".to_owned()
        };
        out.push_str(&format!("   {tick} {id}\n"));
        out.push_str(&text::wrap(&exercise.title, "       ", screen.width));
    }
    out
}

fn total(lab: &Lab, exercises: &[Exercise]) -> String {
    let done = exercises
        .iter()
        .filter(|exercise| lab.progress.is_done(&exercise.id()))
        .count();
    format!("{} exercises done\n", text::bar(done, exercises.len()))
}
