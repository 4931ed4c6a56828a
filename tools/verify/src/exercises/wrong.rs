//! Wrong answers: each becomes an integration test of a generated package, where a module takes the stubs' place.
//!
//! The judge says `use ex01_blocking_io::read_frame::…`. In the generated test, `ex01_blocking_io` is a module of that
//! name that holds the wrong answer, and the judge is included unchanged below it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use catalog::Exercise;

use crate::cargo::{Built, build};
use crate::context::{Context, Stuck, read, stem};
use crate::exercises::cases::{Case, Want};
use crate::report::Report;
use crate::scratch::{HEADER, Scratch, dependencies, keep_only, write_if_changed};

/// A wrong answer and the test that was generated for it.
#[derive(Debug)]
struct Wrong {
    answer: PathBuf,
    test: PathBuf,
    words: String,
}

/// Generates and builds a test for every wrong answer.
pub(super) fn cases(
    context: &Context,
    report: &mut Report,
    exercises: &[Exercise],
) -> Result<Vec<Case>, Stuck> {
    let chapters = by_chapter(exercises);
    let slugs: Vec<String> = chapters.keys().map(|slug| (*slug).to_owned()).collect();
    let scratch = Scratch::new(context, "wrong", &slugs)?;
    let mut all = Vec::new();
    for (slug, group) in &chapters {
        all.extend(package(context, &scratch, slug, group)?);
    }
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = scratch.cargo(context, "build");
    command.arg("--tests");
    let built = build(context, command)?;
    let cases = all
        .into_iter()
        .filter_map(|wrong| case(context, report, &built, wrong));
    Ok(cases.collect())
}

fn by_chapter(exercises: &[Exercise]) -> BTreeMap<&str, Vec<&Exercise>> {
    let mut chapters: BTreeMap<&str, Vec<&Exercise>> = BTreeMap::new();
    for exercise in exercises {
        chapters.entry(&exercise.slug).or_default().push(exercise);
    }
    chapters
}

/// Writes the package of a chapter's wrong answers.
fn package(
    context: &Context,
    scratch: &Scratch,
    slug: &str,
    exercises: &[&Exercise],
) -> Result<Vec<Wrong>, Stuck> {
    let crates = ["exercises", "solutions"].map(|group| context.root().join(group).join(slug));
    scratch.package(slug, &format!("wrong{slug}"), dependencies(&crates)?, &[])?;
    let folder = scratch.package_folder(slug);
    write_if_changed(&folder.join("src/lib.rs"), &format!("//! {HEADER}\n"))?;
    let mut all = Vec::new();
    for exercise in exercises {
        for answer in exercise.wrong()? {
            let name = format!("{}__{}", exercise.name, stem(&answer).replace('-', "_"));
            let test = folder.join("tests").join(format!("{name}.rs"));
            let text = read(&answer)?;
            write_if_changed(&test, &test_text(exercise, exercises, &answer, &text)?)?;
            let quoted = text
                .lines()
                .find_map(|line| line.strip_prefix("// JUDGE: "));
            let words = quoted.unwrap_or_default().trim().to_owned();
            all.push(Wrong {
                answer,
                test,
                words,
            });
        }
    }
    let wanted: Vec<PathBuf> = all.iter().map(|wrong| wrong.test.clone()).collect();
    keep_only(&folder.join("tests"), &wanted)?;
    Ok(all)
}

/// The generated test. Other exercises' modules come from the solutions, if the judge or the answer names them.
fn test_text(
    exercise: &Exercise,
    siblings: &[&Exercise],
    answer: &Path,
    text: &str,
) -> Result<String, Stuck> {
    let stubs = exercise.package().replace('-', "_");
    let judge = read(&exercise.judge())?;
    let module = |name: &str, path: &Path| {
        format!(
            "    #[path = \"{}\"]\n    pub mod {name};\n",
            path.display()
        )
    };
    let mut modules = module(&exercise.name, answer);
    for sibling in siblings
        .iter()
        .filter(|sibling| sibling.name != exercise.name)
    {
        let name = &sibling.name;
        let named =
            judge.contains(&format!("{stubs}::{name}")) || text.contains(&format!("super::{name}"));
        if named {
            modules.push_str(&module(name, &sibling.solution()));
        }
    }
    let judge = exercise.judge();
    Ok(format!(
        "//! {HEADER}\n#![allow(warnings)]\n\nmod {stubs} {{\n{modules}}}\n\ninclude!(\"{}\");\n",
        judge.display()
    ))
}

/// The case for the judge, or a finding why there is none.
fn case(context: &Context, report: &mut Report, built: &Built, wrong: Wrong) -> Option<Case> {
    if wrong.words.is_empty() {
        report.find(
            context,
            &wrong.answer,
            "has no line `// JUDGE: …` with the words of its judge",
        );
        return None;
    }
    let Some(program) = built.program(&wrong.test) else {
        let error = built
            .error_in(&wrong.test)
            .or_else(|| built.said.iter().find(|said| said.error));
        let error = error.map_or("cargo built no test of it", |error| error.headline());
        report.find(context, &wrong.answer, format!("does not compile: {error}"));
        return None;
    };
    Some(Case {
        answer: wrong.answer,
        want: Want::Words(wrong.words),
        program: program.to_owned(),
    })
}
