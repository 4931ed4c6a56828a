//! `complete`: every chapter has all its parts, and nothing grew too long.

mod combinators;
mod exercises;
mod sizes;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use catalog::{Chapter, Demo};
use regex::Regex;

use crate::context::{Context, Stuck, entries, file_name, files_in, read, stem};
use crate::report::Report;

/// Checks that nothing is missing, nothing is left over, and nothing is too long.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        let summary = read(&context.pages_folder().join("SUMMARY.md"))?;
        let all = context.exercises();
        for chapter in context.chapters()? {
            page(context, report, &chapter, &summary)?;
            demos(context, report, &chapter)?;
            twins(context, report, &chapter)?;
            library(context, report, &chapter)?;
        }
        twice(context, report)?;
        combinators::check(context, report)?;
        sizes::check(context, report)?;
        exercises::check(context, report, &all?)
    })
}

fn page(
    context: &Context,
    report: &mut Report,
    chapter: &Chapter,
    summary: &str,
) -> Result<(), Stuck> {
    let page = context.page(&chapter.slug);
    let name = file_name(&page);
    if !summary.contains(&format!("({name})")) && !summary.contains(&format!("(./{name})")) {
        let summary = context.pages_folder().join("SUMMARY.md");
        report.find(context, &summary, format!("does not list {name}"));
    }
    if !page.is_file() {
        report.find(context, &page, "is not there");
        return Ok(());
    }
    let text = read(&page)?;
    for demo in chapter.demos()? {
        if !has_word(&text, &demo.name) {
            report.find(
                context,
                &page,
                format!("does not name the demo {}", demo.name),
            );
        }
    }
    Ok(())
}

/// Cargo puts all programs of the workspace into one folder: of two with one name, the last that was built is there.
fn twice(context: &Context, report: &mut Report) -> Result<(), Stuck> {
    let mut first: HashMap<String, PathBuf> = HashMap::new();
    for chapter in context.workspace.chapters()? {
        for demo in chapter.demos()? {
            if let Some(other) = first.get(&demo.name) {
                let other = context.relative(other);
                let sentence = format!("has the name of {other}: cargo keeps only one of them");
                report.find(context, &demo.source, sentence);
            } else {
                first.insert(demo.name, demo.source);
            }
        }
    }
    Ok(())
}

/// Whether a text holds a name as a whole word.
fn has_word(text: &str, name: &str) -> bool {
    let pattern = format!(r"\b{}\b", regex::escape(name));
    Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(text))
}

fn demos(context: &Context, report: &mut Report, chapter: &Chapter) -> Result<(), Stuck> {
    let demos = chapter.demos()?;
    if demos.is_empty() {
        report.find(context, &chapter.folder, "has no demo in src/bin");
    }
    for demo in &demos {
        if demo.about.trim().is_empty() {
            let sentence = "its first line is not `//! ` and a sentence on what the demo shows";
            report.find_at(context, &demo.source, 1, sentence);
        }
        let expected = chapter
            .folder
            .join("expected")
            .join(format!("{}.txt", demo.name));
        if !expected.is_file() {
            let sentence = format!(
                "its output was not recorded in {}",
                context.relative(&expected)
            );
            report.find(context, &demo.source, sentence);
        }
    }
    match &chapter.default_demo {
        Some(name) if demos.iter().any(|demo| demo.name == *name) => {}
        _ if demos.is_empty() => {}
        _ => report.find(
            context,
            &chapter.folder.join("Cargo.toml"),
            "default-run does not name one of the chapter's demos",
        ),
    }
    report.look(format!("{}: {} demos", chapter.slug, demos.len()));
    orphans(context, report, chapter, &demos)
}

fn twins(context: &Context, report: &mut Report, chapter: &Chapter) -> Result<(), Stuck> {
    let twins = files_in(&chapter.folder.join("asyncio"), "py")?;
    for twin in &twins {
        let expected = chapter
            .folder
            .join("expected")
            .join(format!("{}.txt", file_name(twin)));
        if !expected.is_file() {
            let sentence = format!(
                "its output was not recorded in {}",
                context.relative(&expected)
            );
            report.find(context, twin, sentence);
        }
    }
    let manifest = chapter.folder.join("Cargo.toml");
    match (&chapter.no_twin, twins.is_empty()) {
        (None, true) => report.find(
            context,
            &chapter.folder,
            "has no twin in asyncio/ and no `no-twin` reason in its Cargo.toml",
        ),
        (Some(reason), true) if reason.trim().is_empty() => {
            report.find(context, &manifest, "the reason in `no-twin` is empty");
        }
        (Some(_), false) => {
            report.find(
                context,
                &manifest,
                "gives a `no-twin` reason, but asyncio/ holds a twin",
            );
        }
        _ => {}
    }
    Ok(())
}

/// Finds files in expected/ that no demo and no twin produces.
fn orphans(
    context: &Context,
    report: &mut Report,
    chapter: &Chapter,
    demos: &[Demo],
) -> Result<(), Stuck> {
    for path in entries(&chapter.folder.join("expected"))? {
        if !belongs(chapter, demos, &path) {
            report.find(context, &path, "no demo and no twin produces it");
        }
    }
    Ok(())
}

fn belongs(chapter: &Chapter, demos: &[Demo], path: &Path) -> bool {
    let name = stem(path);
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let twin = name.ends_with(".py") && chapter.folder.join("asyncio").join(&name).is_file();
    let demo = demos.iter().any(|demo| demo.name == name);
    match &*extension {
        "txt" | "vary" => demo || twin,
        "svg" | "json" => demo,
        _ => false,
    }
}

fn library(context: &Context, report: &mut Report, chapter: &Chapter) -> Result<(), Stuck> {
    let library = chapter.folder.join("src/lib.rs");
    if !library.is_file() {
        report.find(context, &chapter.folder, "has no src/lib.rs");
    } else if !read(&library)?.contains("#![warn(missing_docs)]") {
        report.find(context, &library, "does not say #![warn(missing_docs)]");
    }
    Ok(())
}
