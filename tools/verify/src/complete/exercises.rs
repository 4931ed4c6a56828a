//! The parts of an exercise, and what is left over from exercises that are gone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use catalog::Exercise;

use crate::context::{Context, Stuck, entries, file_name, files_in, read, stem};
use crate::report::Report;

/// The fewest exercises of a chapter, and the fewest wrong answers to an exercise.
const EXERCISES: usize = 3;
const WRONG: usize = 2;

pub(super) fn check(
    context: &Context,
    report: &mut Report,
    exercises: &[Exercise],
) -> Result<(), Stuck> {
    let mut wrong = 0;
    for exercise in exercises {
        words(context, report, exercise);
        parts(context, report, exercise)?;
        wrong += wrong_answers(context, report, exercise)?;
        let page = context.page(&exercise.slug);
        if page.is_file() && !names(&read(&page)?, &exercise.id()) {
            report.find(
                context,
                &page,
                format!("does not name the exercise {}", exercise.id()),
            );
        }
    }
    for (slug, group) in by_chapter(exercises) {
        strays(context, report, slug, &group)?;
    }
    for chapter in context.chapters()? {
        let count = exercises
            .iter()
            .filter(|exercise| exercise.slug == chapter.slug)
            .count();
        if count < EXERCISES {
            let file = toml(context, &chapter.slug);
            report.find(
                context,
                &file,
                format!("has {count} exercises, but a chapter has at least {EXERCISES}"),
            );
        }
    }
    report.look(format!(
        "{} exercises, {wrong} wrong answers",
        exercises.len()
    ));
    Ok(())
}

fn toml(context: &Context, slug: &str) -> PathBuf {
    context
        .root()
        .join("exercises")
        .join(slug)
        .join("exercises.toml")
}

fn by_chapter(exercises: &[Exercise]) -> BTreeMap<&str, Vec<&Exercise>> {
    let mut groups: BTreeMap<&str, Vec<&Exercise>> = BTreeMap::new();
    for exercise in exercises {
        groups.entry(&exercise.slug).or_default().push(exercise);
    }
    groups
}

/// Whether a text holds an exercise's id, and not only as the beginning of a longer one.
fn names(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| {
        let next = text[at + id.len()..].chars().next();
        !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
    })
}

/// Title, question, hints and note.
fn words(context: &Context, report: &mut Report, exercise: &Exercise) {
    let file = toml(context, &exercise.slug);
    let name = &exercise.name;
    let mut find = |what: &str| report.find(context, &file, format!("{name}: {what}"));
    if exercise.title.trim().is_empty() {
        find("the title is empty");
    }
    let question = exercise.question.trim();
    if question.is_empty() || question.contains('\n') {
        find("the question is not one line");
    }
    let hints = exercise.hints.len();
    if !(2..=4).contains(&hints) {
        find(&format!(
            "has {hints} hints, but an exercise has two to four"
        ));
    }
    if exercise.hints.iter().any(|hint| hint.trim().is_empty()) {
        find("one of the hints is empty");
    }
    if exercise.notice.trim().is_empty() {
        find("`notice` is empty: what is there to notice once it is solved?");
    }
}

/// Stub, judge, solution and the wrapper that puts the solution before the judge.
fn parts(context: &Context, report: &mut Report, exercise: &Exercise) -> Result<(), Stuck> {
    let file = toml(context, &exercise.slug);
    let wrapper = wrapper(context, exercise);
    let parts = [
        ("stub", exercise.stub()),
        ("judge", exercise.judge()),
        ("solution", exercise.solution()),
        ("wrapper", wrapper.clone()),
    ];
    for (what, path) in parts {
        if !path.is_file() {
            let path = context.relative(&path);
            report.find(
                context,
                &file,
                format!("{}: there is no {what} {path}", exercise.name),
            );
        }
    }
    if wrapper.is_file() {
        let text = read(&wrapper)?;
        for line in wrapper_lines(exercise) {
            if !text.lines().any(|found| found == line) {
                report.find(
                    context,
                    &wrapper,
                    format!("does not hold the line `{line}`"),
                );
            }
        }
    }
    Ok(())
}

fn wrapper(context: &Context, exercise: &Exercise) -> PathBuf {
    let tests = context
        .root()
        .join("solutions")
        .join(&exercise.slug)
        .join("tests");
    tests.join(format!("{}.rs", exercise.name))
}

fn wrapper_lines(exercise: &Exercise) -> [String; 2] {
    let solution = exercise.solution_package().replace('-', "_");
    let stubs = exercise.package().replace('-', "_");
    let (slug, name) = (&exercise.slug, &exercise.name);
    [
        format!("extern crate {solution} as {stubs};"),
        format!("include!(\"../../../exercises/{slug}/tests/{name}.rs\");"),
    ]
}

fn wrong_answers(
    context: &Context,
    report: &mut Report,
    exercise: &Exercise,
) -> Result<usize, Stuck> {
    let wrong = exercise.wrong()?;
    if wrong.len() < WRONG {
        let count = wrong.len();
        let sentence = format!(
            "{}: has {count} wrong answers, but an exercise has at least {WRONG}",
            exercise.name
        );
        report.find(context, &toml(context, &exercise.slug), sentence);
    }
    for path in &wrong {
        let text = read(path)?;
        let mut lines = text.lines();
        for (number, prefix) in [(1, "// WRONG: "), (2, "// JUDGE: ")] {
            let said = lines.next().and_then(|line| line.strip_prefix(prefix));
            if said.is_none_or(|words| words.trim().is_empty()) {
                report.find_at(
                    context,
                    path,
                    number,
                    format!("the line does not say `{prefix}…`"),
                );
            }
        }
    }
    Ok(wrong.len())
}

/// Files and folders of exercises that exercises.toml does not name.
fn strays(
    context: &Context,
    report: &mut Report,
    slug: &str,
    exercises: &[&Exercise],
) -> Result<(), Stuck> {
    let named = |path: &Path| exercises.iter().any(|exercise| exercise.name == stem(path));
    for group in ["exercises", "solutions"] {
        let crate_folder = context.root().join(group).join(slug);
        for folder in ["src", "tests"] {
            for path in files_in(&crate_folder.join(folder), "rs")? {
                let name = file_name(&path);
                // The learner's version of a stub, which `cargo lab reset` keeps beside it, is hers.
                if name != "lib.rs" && !name.ends_with(".mine.rs") && !named(&path) {
                    report.find(context, &path, "exercises.toml does not name it");
                }
            }
        }
    }
    for path in entries(&context.root().join("solutions").join(slug).join("wrong"))? {
        if !named(&path) || !path.is_dir() {
            report.find(context, &path, "exercises.toml does not name it");
        }
    }
    Ok(())
}
