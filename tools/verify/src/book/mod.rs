//! `book`: the built book holds together, as files and in a browser.

mod browser;
mod glossary;
mod hosts;
mod links;
mod pictures;
mod site;

use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::{cargo, run};
use crate::context::{Context, Stuck, file_name};
use crate::markdown::pages;
use crate::report::Report;
use site::Site;

/// Builds the book, checks every built page, and opens it in a browser.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        headings(context, report)?;
        let folder = build(context, report)?;
        let site = Site::read(context, &folder)?;
        report.look(format!("{} built pages", site.pages.len()));
        links::check(report, &site);
        hosts::check(context, report, &site)?;
        pictures::check(report, &site);
        glossary::check(report, &site);
        browser::check(context, report, &site)
    })
}

/// Every heading has an explicit id: links to it outlive a new wording and a translation.
fn headings(context: &Context, report: &mut Report) -> Result<(), Stuck> {
    let mut count = 0;
    for page in pages(context)? {
        // The summary's headings are parts of the table of contents, and no page shows them.
        if file_name(&page.path) == "SUMMARY.md" {
            continue;
        }
        for heading in page.headings() {
            count += 1;
            if heading.id.is_none() {
                let sentence =
                    format!("the heading `{}` has no explicit id `{{#…}}`", heading.text);
                report.find_at(context, &page.path, heading.line, sentence);
            }
        }
    }
    report.look(format!("{count} headings"));
    Ok(())
}

/// Builds the book with the lab, as the reader does; its warnings are findings.
fn build(context: &Context, report: &mut Report) -> Result<PathBuf, Stuck> {
    let folder = context.scratch("book");
    // What is checked is what this build writes.
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(context.scratch(""))?;
    let mut command = cargo(context);
    command
        .args(["run", "--quiet", "--offline", "--package", "lab"])
        .args(["--", "build", "--dest"])
        .arg(&folder)
        .env("NO_COLOR", "1");
    let run = run(context, command)?;
    let well = run.status.is_some_and(|status| status.success());
    complaints(context, report, well, &run.stderr);
    if folder.join("index.html").is_file() {
        Ok(folder)
    } else {
        let sentence = "book/en: `cargo lab build` wrote no index.html";
        Err(Stuck(sentence.to_owned()))
    }
}

/// What the lab says: all of it, if it failed; else its warnings.
fn complaints(context: &Context, report: &mut Report, well: bool, said: &str) {
    let source = Path::new("book/en");
    let mut lines: Vec<&str> = said
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    if !well && lines.is_empty() {
        report.find(
            context,
            source,
            "`cargo lab build` fails and does not say why",
        );
    }
    if well {
        lines.retain(|line| {
            let line = line.to_lowercase();
            line.contains("warn") || line.contains("error")
        });
    }
    for line in lines {
        report.find(context, source, format!("`cargo lab build` says: {line}"));
    }
}
