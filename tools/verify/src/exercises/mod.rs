//! `exercises`: judges refuse stubs and wrong answers with a sentence, and accept solutions.

mod cases;
mod wrong;

use std::collections::BTreeSet;
use std::path::Path;

use catalog::Exercise;

use crate::cargo::{Built, build, cargo};
use crate::context::{Context, Stuck};
use crate::report::Report;
use cases::{Case, Want};

/// Puts every stub, every solution and every wrong answer before its judge.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        let exercises = context.exercises()?;
        if exercises.is_empty() {
            report.look("no exercises");
            return Ok(());
        }
        let built = build_answers(context, &exercises)?;
        said(context, report, &built);
        let mut cases = answers(context, report, &built, &exercises);
        cases.extend(wrong::cases(context, report, &exercises)?);
        cases::judge_all(context, report, &cases)
    })
}

fn build_answers(context: &Context, exercises: &[Exercise]) -> Result<Built, Stuck> {
    let packages: BTreeSet<String> = exercises
        .iter()
        .flat_map(|exercise| [exercise.package(), exercise.solution_package()])
        .collect();
    let mut command = cargo(context);
    // As `cargo test --no-run` does, but it goes on when a crate does not compile.
    command.args(["build", "--tests"]);
    for package in packages {
        command.args(["--package", &package]);
    }
    build(context, command)
}

/// Every warning and every error is a finding: the learner would see it before she has written a line.
fn said(context: &Context, report: &mut Report, built: &Built) {
    let mut seen = BTreeSet::new();
    for said in &built.said {
        let ours = ["exercises", "solutions"]
            .iter()
            .any(|group| said.target.starts_with(context.root().join(group)));
        if !(ours || said.error) || !seen.insert(&said.rendered) {
            continue;
        }
        let headline = said.headline();
        match &said.place {
            Some((file, line)) => report.find_at(context, file, *line, headline),
            None => report.find(context, &said.target, headline),
        }
    }
}

/// The stubs and the solutions as cases for their judges.
fn answers(
    context: &Context,
    report: &mut Report,
    built: &Built,
    exercises: &[Exercise],
) -> Vec<Case> {
    let clean = !built.said.iter().any(|said| said.error);
    let mut cases = Vec::new();
    let mut add = |answer: &Path, judge: &Path, want: Want| match built.program(judge) {
        Some(program) => cases.push(Case {
            answer: answer.to_owned(),
            want,
            program: program.to_owned(),
        }),
        None if clean => report.find(context, judge, "cargo built no such test"),
        // The error that kept it from being built is a finding already.
        None => {}
    };
    for exercise in exercises {
        add(&exercise.stub(), &exercise.judge(), Want::Sentence);
        let wrapper = wrapper(context, exercise);
        add(&exercise.solution(), &wrapper, Want::Pass);
    }
    cases
}

fn wrapper(context: &Context, exercise: &Exercise) -> std::path::PathBuf {
    let tests = context
        .root()
        .join("solutions")
        .join(&exercise.slug)
        .join("tests");
    tests.join(format!("{}.rs", exercise.name))
}
