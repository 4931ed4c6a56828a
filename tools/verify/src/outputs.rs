//! `outputs`: every demo still prints, and draws, what the pages show.

use std::fs;
use std::path::Path;
use std::process::Command;

use catalog::{Chapter, Demo};

use crate::cargo::{Built, build, cargo};
use crate::compare::{Recorded, run};
use crate::context::{Context, Stuck, read};
use crate::report::Report;

/// Builds all demos, runs each, and compares with `expected/`; or records what they print.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        let chapters = context.chapters()?;
        let built = build_demos(context, &chapters)?;
        let pictures = tempfile::tempdir()?;
        let (mut demos, mut wildcards) = (0, 0);
        for chapter in &chapters {
            for demo in chapter.demos()? {
                demos += 1;
                let Some(program) = program(context, report, &built, &demo) else {
                    continue;
                };
                let picture = pictures
                    .path()
                    .join(format!("{}-{}.svg", chapter.slug, demo.name));
                wildcards += one(context, report, chapter, &demo, program, &picture)?;
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

/// Runs one demo and settles its text and its picture; gives the number of wildcards.
fn one(
    context: &Context,
    report: &mut Report,
    chapter: &Chapter,
    demo: &Demo,
    program: &Path,
    picture: &Path,
) -> Result<usize, Stuck> {
    let record = Recorded::new(chapter, &demo.source, &demo.name);
    let vary = record.vary(context, report)?;
    let mut command = Command::new(program);
    command.env("TRACE_SVG", picture);
    let Some(printed) = run(context, report, &demo.source, command)? else {
        return Ok(0);
    };
    record.settle(context, report, &vary, &printed)?;
    svg(
        context,
        report,
        demo,
        &record.expected.with_extension("svg"),
        picture,
    )?;
    Ok(vary.wildcards(&printed))
}

fn svg(
    context: &Context,
    report: &mut Report,
    demo: &Demo,
    expected: &Path,
    drawn: &Path,
) -> Result<(), Stuck> {
    let recorded = if expected.is_file() {
        Some(read(expected)?)
    } else {
        None
    };
    let drawn = if drawn.is_file() {
        Some(read(drawn)?)
    } else {
        None
    };
    if recorded == drawn {
        return Ok(());
    }
    match (recorded, drawn) {
        (Some(_), None) if context.record => {
            fs::remove_file(expected)?;
            report.look(format!("removed: {}", context.relative(expected)));
        }
        (recorded, Some(drawn)) if context.record => {
            crate::context::write(expected, drawn.as_bytes())?;
            let verb = if recorded.is_some() { "changed" } else { "new" };
            report.look(format!("{verb}: {}", context.relative(expected)));
        }
        (Some(_), None) => {
            report.find(
                context,
                expected,
                format!("the demo {} draws no picture", demo.name),
            );
        }
        (None, _) => report.find(
            context,
            expected,
            "the demo draws a picture that was never recorded",
        ),
        (Some(old), Some(new)) => {
            let line = old
                .lines()
                .zip(new.lines())
                .position(|(old, new)| old != new);
            let line = line.unwrap_or_else(|| old.lines().count().min(new.lines().count())) + 1;
            let sentence = format!("{} draws another picture now", demo.name);
            report.find_at(context, expected, line, sentence);
        }
    }
    Ok(())
}
