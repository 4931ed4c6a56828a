//! Includes: the file is there, the anchor is there, and cargo compiles it.

use std::path::{Path, PathBuf};

use regex::Regex;

use crate::context::{Context, Stuck, file_name, read, stem};
use crate::markdown::{Include, Page};
use crate::report::Report;

/// What kind of file a page includes, by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A source of a package.
    Rust,
    /// A listing that cargo refuses.
    CompileFail,
    /// An asyncio twin.
    Twin,
    /// What a program printed or measured, or what the compiler said.
    Output,
    /// Anything else.
    Other,
}

pub(super) fn kind(context: &Context, path: &Path) -> Kind {
    let relative = context.relative(path);
    let parts: Vec<&str> = relative.split('/').collect();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match (parts.as_slice(), &*extension) {
        (["chapters", _, "compile_fail", _], "rs") => Kind::CompileFail,
        (["chapters", _, "compile_fail", _], "txt")
        | (["chapters", _, "expected" | "measured", ..], _) => Kind::Output,
        (["chapters", _, "asyncio", _], "py") => Kind::Twin,
        (["chapters" | "exercises" | "solutions" | "tools", _, ..], "rs") => Kind::Rust,
        _ => Kind::Other,
    }
}

/// Checks that an include finds its file and its part.
pub(super) fn check(
    context: &Context,
    report: &mut Report,
    page: &Page,
    line: usize,
    include: &Include,
) -> Result<(), Stuck> {
    let mut find = |sentence: String| report.find_at(context, &page.path, line, sentence);
    if !matches!(
        include.verb.as_str(),
        "include" | "rustdoc_include" | "title"
    ) {
        find(format!(
            "{{{{#{}}}}} is not used here: {{{{#include}}}} is",
            include.verb
        ));
        return Ok(());
    }
    if include.verb == "title" {
        return Ok(());
    }
    let path = include.target(&page.path);
    if !path.is_file() {
        find(format!("there is no file {}", context.relative(&path)));
        return Ok(());
    }
    let text = read(&path)?;
    let Some(part) = &include.part else {
        return Ok(());
    };
    if part.starts_with(|first: char| first.is_ascii_digit() || first == ':') {
        find(format!("`{part}` counts lines, which move: name an anchor"));
    } else if !(has_anchor(&text, "ANCHOR", part) && has_anchor(&text, "ANCHOR_END", part)) {
        let file = context.relative(&path);
        find(format!(
            "{file} has no `ANCHOR: {part}` with its `ANCHOR_END: {part}`"
        ));
    }
    Ok(())
}

fn has_anchor(text: &str, word: &str, name: &str) -> bool {
    let pattern = format!(r"(?m)\b{word}:\s*{}\s*$", regex::escape(name));
    Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(text))
}

/// Whether cargo compiles a file: it is a target by its place, or a chain of `mod` leads to it from one.
pub(super) fn is_compiled(context: &Context, path: &Path) -> Result<bool, Stuck> {
    let relative = context.relative(path);
    let mut parts = relative.split('/');
    let package: PathBuf = parts.by_ref().take(2).collect();
    let place: Vec<&str> = parts.collect();
    if !context.root().join(&package).join("Cargo.toml").is_file() {
        return Ok(false);
    }
    match place.as_slice() {
        ["src", "lib.rs" | "main.rs"]
        | ["src", "bin", _]
        | ["tests" | "examples" | "benches", _] => Ok(true),
        ["src", ..] => is_module(path),
        _ => Ok(false),
    }
}

/// Whether a module's parents declare it, up to the crate's root.
fn is_module(path: &Path) -> Result<bool, Stuck> {
    let name = stem(path);
    let folder = path.parent().unwrap_or(path);
    let (name, folder) = if name == "mod" {
        (file_name(folder), folder.parent().unwrap_or(folder))
    } else {
        (name, folder)
    };
    let own = [folder.join("mod.rs"), folder.with_extension("rs")];
    let roots = [folder.join("lib.rs"), folder.join("main.rs")];
    for parent in roots.iter().chain(&own) {
        if parent.is_file() && parent != path && declares(&read(parent)?, &name) {
            return if roots.contains(parent) {
                Ok(true)
            } else {
                is_module(parent)
            };
        }
    }
    Ok(false)
}

fn declares(text: &str, name: &str) -> bool {
    let pattern = format!(
        r"(?m)^\s*(pub(\([^)]*\))? )?mod {}\s*[;{{]",
        regex::escape(name)
    );
    Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(text))
}
