//! `floors`: a chapter stands only on chapters below it, and has the same number and name everywhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, Package};

use crate::cargo::metadata;
use crate::context::{Context, Stuck, entries, file_name, files_in, stem};
use crate::report::Report;

/// Checks who depends on whom, and the names of folders, packages and pages.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        let metadata = metadata(context)?;
        dependencies(context, &metadata, report);
        names(context, &metadata, report)?;
        pages(context, report)
    })
}

/// Where in the house a package stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Floor {
    /// A chapter.
    Chapter(u32),
    /// The stubs of a chapter.
    Exercise(u32),
    /// The solutions of a chapter.
    Solution(u32),
    /// A tool: the ground, or what stands outside.
    Tool,
}

impl Floor {
    fn of(context: &Context, package: &Package) -> Self {
        let place = context.relative(package.manifest_path.as_std_path());
        let mut parts = place.split('/');
        let group = parts.next().unwrap_or_default();
        let number = parts.next().and_then(number);
        match (group, number) {
            ("chapters", Some(number)) => Self::Chapter(number),
            ("exercises", Some(number)) => Self::Exercise(number),
            ("solutions", Some(number)) => Self::Solution(number),
            _ => Self::Tool,
        }
    }

    fn number(self) -> Option<u32> {
        match self {
            Self::Chapter(number) | Self::Exercise(number) | Self::Solution(number) => Some(number),
            Self::Tool => None,
        }
    }
}

/// The number that a slug begins with: 7 for `07-executor`.
fn number(slug: &str) -> Option<u32> {
    let digits = slug.split('-').next()?;
    (digits.len() == 2).then(|| digits.parse().ok())?
}

fn dependencies(context: &Context, metadata: &Metadata, report: &mut Report) {
    let packages = metadata.workspace_packages();
    let members: BTreeMap<&str, Floor> = packages
        .iter()
        .map(|package| (package.name.as_str(), Floor::of(context, package)))
        .collect();
    let mut edges = 0;
    for package in &packages {
        let manifest = package.manifest_path.as_std_path();
        let slug = file_name(manifest.parent().unwrap_or(manifest));
        for dependency in &package.dependencies {
            let Some(&below) = members.get(dependency.name.as_str()) else {
                continue;
            };
            edges += 1;
            let from = members[package.name.as_str()];
            let reason = forbidden(&package.name, from, &dependency.name, below);
            if let Some(reason) = reason.filter(|_| context.wants(&slug) || from == Floor::Tool) {
                let (above, below) = (&package.name, &dependency.name);
                report.find(
                    context,
                    manifest,
                    format!("{above} depends on {below}, but {reason}"),
                );
            }
        }
    }
    report.look(format!(
        "{} packages and {edges} dependencies between them",
        packages.len()
    ));
}

/// Why one package must not depend on another, if it must not.
fn forbidden(name: &str, from: Floor, on: &str, below: Floor) -> Option<String> {
    if matches!(on, "lab" | "verify" | "peers") {
        return Some("nothing depends on a tool that stands outside".to_owned());
    }
    if on == "catalog" && !matches!(name, "lab" | "verify") {
        return Some("the catalog is for lab and verify alone".to_owned());
    }
    if matches!(name, "judge" | "paused" | "trace") && below != Floor::Tool {
        return Some("judge, paused and trace are the ground: they stand on no chapter".to_owned());
    }
    match (from, below) {
        (_, Floor::Exercise(_)) => {
            Some("stubs are for the learner: nothing builds on them".to_owned())
        }
        (Floor::Chapter(_), Floor::Solution(_)) => {
            Some("a chapter does not stand on solutions".to_owned())
        }
        (Floor::Chapter(from), Floor::Chapter(below)) if below >= from => {
            Some("a chapter stands only on chapters with lower numbers".to_owned())
        }
        _ => match (from.number(), below.number()) {
            (Some(from), Some(below)) if below > from => {
                Some(format!("{on} belongs to a later chapter"))
            }
            _ => None,
        },
    }
}

/// The three groups of packages that come once for each chapter, and what their packages' names begin with.
const GROUPS: [(&str, &str); 3] = [
    ("chapters", "ch"),
    ("exercises", "ex"),
    ("solutions", "sol"),
];

fn names(context: &Context, metadata: &Metadata, report: &mut Report) -> Result<(), Stuck> {
    let packages: BTreeMap<PathBuf, &str> = metadata
        .workspace_packages()
        .iter()
        .map(|package| (package.manifest_path.clone().into(), package.name.as_str()))
        .collect();
    for (group, prefix) in GROUPS {
        let mut numbers = BTreeMap::new();
        for folder in entries(&context.root().join(group))? {
            let slug = file_name(&folder);
            if !folder.is_dir() || !context.wants(&slug) {
                continue;
            }
            name(
                context,
                report,
                &folder,
                prefix,
                packages.get(&folder.join("Cargo.toml")),
            );
            if let Some(number) = number(&slug)
                && let Some(other) = numbers.insert(number, slug.clone())
            {
                report.find(context, &folder, format!("has the same number as {other}"));
            }
        }
        report.look(format!("{} folders in {group}", numbers.len()));
    }
    Ok(())
}

/// Checks one folder: its name, its package's name, and that the chapter has it everywhere.
fn name(
    context: &Context,
    report: &mut Report,
    folder: &Path,
    prefix: &str,
    package: Option<&&str>,
) {
    let slug = file_name(folder);
    if number(&slug).is_none() {
        report.find(
            context,
            folder,
            "its name does not begin with two digits and a hyphen",
        );
    }
    match package {
        None => report.find(
            context,
            folder,
            "has no Cargo.toml that belongs to the workspace",
        ),
        Some(package) if **package != format!("{prefix}{slug}") => report.find(
            context,
            &folder.join("Cargo.toml"),
            format!("the package is called {package}, but its folder wants {prefix}{slug}"),
        ),
        Some(_) => {}
    }
    for (group, _) in GROUPS {
        let same = context.root().join(group).join(&slug);
        if !same.is_dir() {
            report.find(context, folder, format!("there is no {group}/{slug}"));
        }
    }
    if prefix == "ch" && !context.page(&slug).is_file() {
        report.find(
            context,
            folder,
            format!("there is no page book/en/src/{slug}.md"),
        );
    }
}

/// Checks that every numbered page belongs to a chapter.
fn pages(context: &Context, report: &mut Report) -> Result<(), Stuck> {
    for page in files_in(&context.pages_folder(), "md")? {
        let slug = stem(&page);
        if number(&slug).is_some()
            && context.wants(&slug)
            && !context.root().join("chapters").join(&slug).is_dir()
        {
            report.find(context, &page, format!("there is no chapters/{slug}"));
        }
    }
    Ok(())
}
