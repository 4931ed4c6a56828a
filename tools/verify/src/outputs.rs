//! `outputs`: every demo still prints, and draws, what the pages show.

use std::fs;
use std::path::Path;
use std::process::Command;

use catalog::{Chapter, Demo};

use crate::cargo::{Built, build, cargo};
use crate::compare::{Recorded, run};
use crate::context::{Context, Stuck, read, write};
use crate::report::Report;

/// What a demo draws beside its text: the extension, and the variable that names the file.
const DRAWINGS: [(&str, &str); 2] = [("svg", "TRACE_SVG"), ("json", "TRACE_JSON")];

/// Builds all demos, runs each, and compares with `expected/`; or records what they print.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        let chapters = context.chapters()?;
        let built = build_demos(context, &chapters)?;
        let drawings = tempfile::tempdir()?;
        let (mut demos, mut wildcards) = (0, 0);
        for chapter in &chapters {
            for demo in chapter.demos()? {
                demos += 1;
                let Some(program) = program(context, report, &built, &demo) else {
                    continue;
                };
                let drawn = drawings
                    .path()
                    .join(format!("{}-{}", chapter.slug, demo.name));
                wildcards += one(context, report, chapter, &demo, program, &drawn)?;
            }
        }
        report.look(format!("{demos} demos, {wildcards} wildcards"));
        Ok(())
    })
}

fn build_demos(context: &Context, chapters: &[Chapter]) -> Result<Built, Stuck> {
    let mut command = cargo(context);
    command.args(["build", "--bins"]);
    for chapter in chapters {
        command.args(["--package", &chapter.package()]);
    }
    build(context, command)
}

/// The demo's program, or a finding why there is none.
fn program<'a>(
    context: &Context,
    report: &mut Report,
    built: &'a Built,
    demo: &Demo,
) -> Option<&'a Path> {
    let program = built.program(&demo.source);
    if program.is_none() {
        let error = built.error_in(&demo.source);
        // Where the demo itself has no error, its chapter's library has one.
        let error = error.or_else(|| built.said.iter().find(|said| said.error));
        let error = error.map_or("cargo built no such program", |said| said.headline());
        report.find(context, &demo.source, format!("does not compile: {error}"));
    }
    program
}

/// Runs one demo and settles its text and what it draws; gives the number of wildcards.
fn one(
    context: &Context,
    report: &mut Report,
    chapter: &Chapter,
    demo: &Demo,
    program: &Path,
    drawn: &Path,
) -> Result<usize, Stuck> {
    let record = Recorded::new(chapter, &demo.source, &demo.name);
    let vary = record.vary(context, report)?;
    let mut command = Command::new(program);
    for (extension, variable) in DRAWINGS {
        command.env(variable, drawn.with_extension(extension));
    }
    let Some(printed) = run(context, report, &demo.source, command)? else {
        return Ok(0);
    };
    record.settle(context, report, &vary, &printed)?;
    for (extension, _) in DRAWINGS {
        let expected = record.expected.with_extension(extension);
        drawing(
            context,
            report,
            demo,
            &expected,
            &drawn.with_extension(extension),
        )?;
    }
    Ok(vary.wildcards(&printed))
}

/// Compares, or records, the picture or the recording that a demo drew or did not draw.
fn drawing(
    context: &Context,
    report: &mut Report,
    demo: &Demo,
    expected: &Path,
    drawn: &Path,
) -> Result<(), Stuck> {
    let (recorded, drawn) = (read_if_there(expected)?, read_if_there(drawn)?);
    if recorded == drawn {
        return Ok(());
    }
    if context.record {
        return record(context, report, expected, recorded.is_some(), drawn);
    }
    let name = &demo.name;
    match (recorded, drawn) {
        (Some(old), Some(new)) => {
            let line = first_difference(&old, &new);
            let sentence = format!("{name} draws something else now");
            report.find_at(context, expected, line, sentence);
        }
        (Some(_), None) => {
            report.find(
                context,
                expected,
                format!("the demo {name} draws no such file"),
            );
        }
        (None, _) => {
            let sentence = "the demo draws it, and it was never recorded";
            report.find(context, expected, sentence);
        }
    }
    Ok(())
}

fn read_if_there(path: &Path) -> Result<Option<String>, Stuck> {
    path.is_file().then(|| read(path)).transpose()
}

/// The first line, counted from 1, in which two texts differ.
fn first_difference(old: &str, new: &str) -> usize {
    let same = old
        .lines()
        .zip(new.lines())
        .take_while(|(old, new)| old == new);
    same.count() + 1
}

fn record(
    context: &Context,
    report: &mut Report,
    expected: &Path,
    was_there: bool,
    drawn: Option<String>,
) -> Result<(), Stuck> {
    let verb = match (drawn, was_there) {
        (None, _) => {
            fs::remove_file(expected)?;
            "removed"
        }
        (Some(drawn), was_there) => {
            write(expected, drawn.as_bytes())?;
            if was_there { "changed" } else { "new" }
        }
    };
    report.look(format!("{verb}: {}", context.relative(expected)));
    Ok(())
}
