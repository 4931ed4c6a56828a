//! Compile-fail listings: the compiler refuses them, with the words that the page shows.

use std::path::{Path, PathBuf};

use catalog::Chapter;
use toml::{Table, Value};

use crate::cargo::{Built, build};
use crate::context::{Context, Stuck, files_in, read, stem};
use crate::report::Report;
use crate::scratch::{Scratch, dependencies};

/// Checks every compile-fail listing of the chapters; `included` is what the pages include.
pub(super) fn check(
    context: &Context,
    report: &mut Report,
    included: &[PathBuf],
) -> Result<(), Stuck> {
    let mut listings = Vec::new();
    let mut chapters = Vec::new();
    for chapter in context.chapters()? {
        let folder = chapter.folder.join("compile_fail");
        let sources = files_in(&folder, "rs")?;
        for words in files_in(&folder, "txt")? {
            if !words.with_extension("rs").is_file() {
                report.find(context, &words, "no listing of this name stands beside it");
            }
        }
        for source in &sources {
            is_shown(context, report, source, included);
        }
        if !sources.is_empty() {
            listings.extend(sources.clone());
            chapters.push((chapter, sources));
        }
    }
    if !listings.is_empty() {
        let built = refused(context, &chapters)?;
        for listing in &listings {
            if let Err(sentence) = compare(listing, &built)? {
                report.find(context, listing, sentence);
            }
        }
    }
    report.look(format!("{} compile-fail listings", listings.len()));
    Ok(())
}

fn is_shown(context: &Context, report: &mut Report, source: &Path, included: &[PathBuf]) {
    for path in [source.to_owned(), source.with_extension("txt")] {
        if !path.is_file() {
            let words = context.relative(&path);
            report.find(
                context,
                source,
                format!("the compiler's words are missing: {words}"),
            );
        } else if !included.contains(&path) {
            report.find(context, &path, "no page includes it");
        }
    }
}

/// Puts the listings before cargo, one package for a chapter, one program for a listing.
fn refused(context: &Context, chapters: &[(Chapter, Vec<PathBuf>)]) -> Result<Built, Stuck> {
    let slugs: Vec<String> = chapters
        .iter()
        .map(|(chapter, _)| chapter.slug.clone())
        .collect();
    let scratch = Scratch::new(context, "compile_fail", &slugs)?;
    for (chapter, sources) in chapters {
        let mut dependencies = dependencies(std::slice::from_ref(&chapter.folder))?;
        let mut itself = Table::new();
        itself.insert(
            "path".to_owned(),
            chapter.folder.display().to_string().into(),
        );
        dependencies.insert(chapter.package(), Value::from(itself));
        let programs: Vec<_> = sources
            .iter()
            .map(|source| (stem(source), source.clone()))
            .collect();
        let name = format!("refused{}", chapter.slug);
        scratch.package(&chapter.slug, &name, dependencies, &programs)?;
    }
    build(context, scratch.cargo(context, "check"))
}

/// Compares what the compiler said with what the page shows.
fn compare(listing: &Path, built: &Built) -> Result<Result<(), String>, Stuck> {
    let words = listing.with_extension("txt");
    if !words.is_file() {
        return Ok(Ok(()));
    }
    let errors: Vec<_> = built
        .said
        .iter()
        .filter(|said| said.error && said.target == listing)
        .collect();
    if errors.is_empty() {
        let elsewhere = built.said.iter().find(|said| said.error);
        return Ok(Err(
            match elsewhere.filter(|said| said.target.ends_with("src/lib.rs")) {
                Some(error) => format!("its chapter does not compile: {}", error.headline()),
                None => "compiles, but the page says that it does not".to_owned(),
            },
        ));
    }
    let text = read(&words)?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if !errors.iter().any(|error| error.headline() == first) {
        return Ok(Err(format!(
            "the page says `{first}`, but the compiler `{}`",
            errors[0].headline()
        )));
    }
    let all: String = errors.iter().map(|error| error.rendered.as_str()).collect();
    Ok(match lines.find(|line| !all.contains(line)) {
        Some(line) => Err(format!(
            "the compiler does not say `{line}`, but:\n{}",
            indented(&all)
        )),
        None => Ok(()),
    })
}

fn indented(text: &str) -> String {
    let lines: Vec<_> = text
        .trim_end()
        .lines()
        .map(|line| format!("    {line}"))
        .collect();
    lines.join("\n")
}
