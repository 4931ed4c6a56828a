//! Which exercise is meant when none is named: the folder in which the command was typed decides.

use std::path::Path;

use catalog::Exercise;

use crate::failure::Failure;
use crate::lab::Lab;
use crate::names;

/// The exercise that was named; else, inside `exercises/NN-name` (however deep), the only one or the next open one of that
/// chapter; else the next open one of all. Nothing if all of those are done.
///
/// # Errors
/// If the name is unknown or ambiguous.
pub fn exercise<'a>(
    lab: &Lab,
    exercises: &'a [Exercise],
    named: Option<&str>,
) -> Result<Option<&'a Exercise>, Failure> {
    if let Some(named) = named {
        return names::exercise(exercises, named).map(Some);
    }
    let chapter: Vec<&Exercise> = match chapter_of(lab.workspace.root(), &lab.here) {
        Some(slug) => exercises.iter().filter(|e| e.slug == slug).collect(),
        None => Vec::new(),
    };
    if let [only] = chapter[..] {
        return Ok(Some(only));
    }
    let open = |exercise: &&Exercise| !lab.progress.is_done(&exercise.id());
    let next_here = chapter.iter().copied().find(open);
    Ok(next_here.or_else(|| exercises.iter().find(open)))
}

/// The chapter's name if `here` is inside its folder of exercises.
fn chapter_of(root: &Path, here: &Path) -> Option<String> {
    let inside = here.strip_prefix(root.join("exercises")).ok()?;
    let slug = inside.components().next()?;
    Some(slug.as_os_str().to_string_lossy().into_owned())
}
