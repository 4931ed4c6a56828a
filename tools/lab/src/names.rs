//! Which exercise, chapter or demo is meant by what the learner typed.

use catalog::{Chapter, Demo, Exercise};

use crate::failure::Failure;

/// How well a name fits what was typed; only the best fits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is in there somewhere: `ame` in `read_frame`.
    Inside,
    /// A word of it begins like that: `fr` in `read_frame`.
    Word,
    /// It is the name.
    Whole,
}

/// The exercise that `typed` names: `01/read_frame`, or any unambiguous part (`read`, `1/read`, `frame`).
///
/// # Errors
/// If no exercise or more than one is meant; the failure lists the candidates.
pub fn exercise<'a>(exercises: &'a [Exercise], typed: &str) -> Result<&'a Exercise, Failure> {
    let wanted = plain(typed);
    let line = |exercise: &&Exercise| format!("{} - {}", exercise.id(), exercise.title);
    let found = best(exercises, |exercise| fits(exercise, &wanted));
    match found[..] {
        [one] => Ok(one),
        [] => {
            let sentence = format!("no exercise is called `{typed}`; these are there:");
            Err(Failure::name(sentence, exercises.iter().map(|e| line(&e))))
        }
        _ => {
            let sentence = format!("`{typed}` may mean any of these; type a little more:");
            Err(Failure::name(sentence, found.iter().map(line)))
        }
    }
}

/// The exercises of the chapter that `typed` names and nothing more: `1`, `01`, `01/`, `01-blocking-io`. Else none.
pub fn exercises_of(exercises: &[Exercise], typed: &str) -> Vec<Exercise> {
    let wanted = plain(typed);
    let whole = |exercise: &&Exercise| chapter_fit(&exercise.slug, &wanted) == Some(Fit::Whole);
    exercises.iter().filter(whole).cloned().collect()
}

/// The chapter that `typed` names: `3`, `03`, `03-nonblocking-io`, or an unambiguous part of that.
///
/// # Errors
/// If no chapter or more than one is meant; the failure lists the candidates.
pub fn chapter<'a>(chapters: &'a [Chapter], typed: &str) -> Result<&'a Chapter, Failure> {
    let wanted = plain(typed);
    let line = |chapter: &&Chapter| format!("{} - {}", chapter.slug, chapter.title);
    let found = best(chapters, |chapter| chapter_fit(&chapter.slug, &wanted));
    match found[..] {
        [one] => Ok(one),
        [] => {
            let sentence = format!("no chapter is called `{typed}`; these are there:");
            Err(Failure::name(sentence, chapters.iter().map(|c| line(&c))))
        }
        _ => {
            let sentence = format!("`{typed}` may mean any of these; type a little more:");
            Err(Failure::name(sentence, found.iter().map(line)))
        }
    }
}

/// The demo that `typed` names, or an unambiguous part of its name.
///
/// # Errors
/// If no demo or more than one is meant; the failure lists the candidates.
pub fn demo<'a>(demos: &'a [Demo], typed: &str) -> Result<&'a Demo, Failure> {
    let wanted = plain(typed);
    let found = best(demos, |demo| fit(&demo.name, &wanted));
    match found[..] {
        [one] => Ok(one),
        [] => {
            let sentence = format!("no demo is called `{typed}`; these are there:");
            Err(Failure::name(
                sentence,
                demos.iter().map(|d| d.name.clone()),
            ))
        }
        _ => {
            let sentence = format!("`{typed}` may mean any of these; type a little more:");
            Err(Failure::name(
                sentence,
                found.iter().map(|d| d.name.clone()),
            ))
        }
    }
}

/// Those that fit best, in their order.
fn best<T>(all: &[T], fit: impl Fn(&T) -> Option<Fit>) -> Vec<&T> {
    let best = all.iter().filter_map(&fit).max();
    all.iter()
        .filter(|one| best.is_some() && fit(one) == best)
        .collect()
}

fn fits(exercise: &Exercise, wanted: &str) -> Option<Fit> {
    match wanted.split_once('/') {
        // Both halves must fit; the whole fits as well as the worse of them.
        Some((chapter, name)) => {
            Some(chapter_fit(&exercise.slug, chapter)?.min(fit(&exercise.name, name)?))
        }
        None if number(wanted).is_some() => chapter_fit(&exercise.slug, wanted),
        None => fit(&exercise.name, wanted),
    }
}

/// A number means the chapter of that number and no other: `1` is not a part of `11`.
fn chapter_fit(slug: &str, wanted: &str) -> Option<Fit> {
    match number(wanted) {
        Some(wanted) => (number(slug.split('-').next()?)? == wanted).then_some(Fit::Whole),
        None => fit(slug, wanted),
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn fit(name: &str, wanted: &str) -> Option<Fit> {
    let name = plain(name);
    if name == wanted {
        Some(Fit::Whole)
    } else if name.starts_with(wanted) || name.contains(&format!("_{wanted}")) {
        Some(Fit::Word)
    } else {
        name.contains(wanted).then_some(Fit::Inside)
    }
}

/// Without the differences that nobody remembers: capitals, hyphen or underscore.
fn plain(name: &str) -> String {
    name.trim()
        .trim_matches('/')
        .to_lowercase()
        .replace('-', "_")
}
