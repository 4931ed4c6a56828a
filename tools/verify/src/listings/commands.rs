//! Commands on the pages: what they name is there.

use std::collections::BTreeMap;

use cargo_metadata::{Metadata, Package};
use catalog::Exercise;

use crate::CHECKS;
use crate::context::{Context, Stuck};
use crate::markdown::{Code, Page};
use crate::report::Report;

/// What commands can name.
#[derive(Debug)]
pub(super) struct Known {
    packages: BTreeMap<String, Package>,
    /// The demos of each chapter, by its two digits.
    demos: BTreeMap<String, Vec<String>>,
    exercises: Vec<Exercise>,
}

impl Known {
    pub(super) fn new(context: &Context, metadata: &Metadata) -> Result<Self, Stuck> {
        let packages = metadata.workspace_packages().into_iter();
        let mut demos = BTreeMap::new();
        for chapter in context.workspace.chapters()? {
            let names = chapter.demos()?.into_iter().map(|demo| demo.name);
            demos.insert(chapter.number, names.collect());
        }
        Ok(Self {
            packages: packages
                .map(|package| (package.name.to_string(), package.clone()))
                .collect(),
            demos,
            exercises: context.workspace.exercises()?,
        })
    }
}

/// Checks the commands of a block, which begin with `$ `, and a command inside a sentence.
pub(super) fn check(
    context: &Context,
    report: &mut Report,
    page: &Page,
    code: &Code,
    known: &Known,
) {
    for (index, line) in code.text.lines().enumerate() {
        let command = match &code.info {
            Some(_) => line.trim().strip_prefix("$ "),
            None => Some(line),
        };
        // In a sentence `cargo lab check <exercise>` is a pattern and no command.
        let Some(command) = command.filter(|command| !command.contains(['<', '…', '['])) else {
            continue;
        };
        if let Err(sentence) = command_is_true(context, known, command) {
            let sentence = format!("`{command}`: {sentence}");
            report.find_at(context, &page.path, code.line + index, sentence);
        }
    }
}

fn command_is_true(context: &Context, known: &Known, command: &str) -> Result<(), String> {
    let words: Vec<&str> = command
        .split_whitespace()
        .skip_while(|word| word.contains('=') || *word == "time")
        .take_while(|word| !matches!(*word, "|" | "&" | "&&" | ">" | "#"))
        .collect();
    match words.as_slice() {
        ["cargo", "lab", rest @ ..] => lab(known, rest),
        ["cargo", "verify", rest @ ..] => verify(rest),
        [
            "cargo",
            verb @ ("run" | "test" | "build" | "check" | "bench"),
            rest @ ..,
        ] => cargo(known, verb, rest),
        ["python3" | "python", file, ..] if file.ends_with(".py") => {
            let there = context.root().join(file).is_file();
            if there {
                Ok(())
            } else {
                Err(format!("there is no file {file}"))
            }
        }
        _ => Ok(()),
    }
}

fn lab(known: &Known, words: &[&str]) -> Result<(), String> {
    let plain: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !word.starts_with('-'))
        .collect();
    match plain.as_slice() {
        ["run", number, demo @ ..] => {
            let demos = chapter(known, number)?;
            match demo {
                [demo, ..] if !demos.iter().any(|name| name == demo) => {
                    Err(format!("chapter {number} has no demo {demo}"))
                }
                _ => Ok(()),
            }
        }
        ["list", number] => chapter(known, number).map(|_| ()),
        ["check" | "watch" | "hint" | "show" | "reset", part, ..] => exercise(known, part),
        []
        | [
            "run" | "list" | "check" | "watch" | "hint" | "show" | "reset" | "build" | "help",
            ..,
        ] => Ok(()),
        [verb, ..] if words.first() == Some(verb) => {
            Err(format!("cargo lab has no command {verb}"))
        }
        _ => Ok(()),
    }
}

fn chapter<'a>(known: &'a Known, number: &str) -> Result<&'a [String], String> {
    let demos = known.demos.get(number);
    demos
        .map(Vec::as_slice)
        .ok_or_else(|| format!("there is no chapter {number}"))
}

/// As the lab does: an exercise's id, or any part of it that only one has.
fn exercise(known: &Known, part: &str) -> Result<(), String> {
    let ids: Vec<String> = known.exercises.iter().map(Exercise::id).collect();
    let exact = ids.iter().any(|id| id == part);
    let count = ids.iter().filter(|id| id.contains(part)).count();
    match count {
        0 => Err(format!("there is no exercise {part}")),
        2.. if !exact => Err(format!(
            "{count} exercises are called something with {part}"
        )),
        _ => Ok(()),
    }
}

fn verify(words: &[&str]) -> Result<(), String> {
    let known = |word: &str| {
        CHECKS.iter().any(|check| check.name == word)
            || word.chars().all(|digit| digit.is_ascii_digit())
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if matches!(*word, "--screenshots" | "--chapter") {
            // What follows is the flag's own.
            words.next();
        } else if !word.starts_with('-') && !known(word) {
            return Err(format!("cargo verify has no check {word}"));
        }
    }
    Ok(())
}

/// `--package` and the flags that name a target, each with the kinds of target it can mean.
const FLAGS: [(&str, &str); 4] = [
    ("--bin", "bin"),
    ("--test", "test"),
    ("--example", "example"),
    ("--bench", "bench"),
];

fn cargo(known: &Known, verb: &str, words: &[&str]) -> Result<(), String> {
    let words: Vec<&str> = words
        .iter()
        .copied()
        .take_while(|word| *word != "--")
        .flat_map(|word| word.split('='))
        .collect();
    let after = |flag: &str| {
        let at = words.iter().position(|word| *word == flag)?;
        words.get(at + 1).copied()
    };
    let package = match after("-p").or_else(|| after("--package")) {
        Some(name) => Some(
            known
                .packages
                .get(name)
                .ok_or_else(|| format!("there is no package {name}"))?,
        ),
        None => None,
    };
    for (flag, kind) in FLAGS {
        let Some(name) = after(flag) else { continue };
        let has = |package: &Package| {
            package.targets.iter().any(|target| {
                target.name == name && target.kind.iter().any(|found| found.to_string() == kind)
            })
        };
        let found = package.map_or_else(|| known.packages.values().any(has), has);
        if !found {
            let place = package.map_or("the workspace", |package| package.name.as_str());
            return Err(format!("{place} has no {kind} {name}"));
        }
    }
    match package {
        Some(package)
            if verb == "run" && after("--bin").is_none() && after("--example").is_none() =>
        {
            runs(package)
        }
        _ => Ok(()),
    }
}

fn runs(package: &Package) -> Result<(), String> {
    let bins = package
        .targets
        .iter()
        .filter(|target| target.is_bin())
        .count();
    if bins == 1 || package.default_run.is_some() {
        Ok(())
    } else {
        Err(format!(
            "{} has {bins} programs and no default-run",
            package.name
        ))
    }
}
